/** How one definition uses another, and why a change cannot be taken back: part of the area `design`. */
import { messages } from '../messages'

export const designUse = messages({
  useTable: ['属于这张表，会和它一起移走', 'belongs to this table and goes with it'],
  useTitle: ['是这张表的标题字段', 'it names the records of the table'],
  useColumn: ['视图里显示它', 'a view shows it'],
  useSort: ['视图按它排序', 'a view is sorted by it'],
  useFilter: ['视图的筛选条件用到它', 'the filter of a view uses it'],
  useForm: ['表单用到它', 'a form uses it'],
  useRule: ['角色的行权限用到它', 'a role decides by it which records are seen'],
  useRight: ['角色对它有单独的权限', 'a role has a right of its own on it'],
  useMask: [
    '新类型没有这种遮盖方式，会改为全部遮盖或隐藏',
    'the new type lacks this mask: it will be masked whole, or hidden',
  ],
  useFrozen: ['不再自动计算，保留现在的结果', 'it is no longer computed; its present results stay'],
  useNames: [
    '看得到这个字段的人会看到所关联记录的名称',
    'who reads this field will read what the linked records are called',
  ],
  useFormula: ['公式用到它', 'a formula uses it'],
  useDefault: ['默认值用到它', 'a default uses it'],
  useShowIf: ['显示条件用到它', 'a “show if” uses it'],
  useRequiredIf: ['必填条件用到它', 'a “required if” uses it'],
  useCheck: ['表的校验规则用到它', 'a rule of the table checks it'],
  useUnique: ['不重复规则用到它，会取消', 'a “no duplicates” rule uses it and will go'],
  useUniqueClash: [
    '不重复规则：转换后有重复的值',
    'no duplicates: after the change some values would be equal',
  ],
  useInverse: ['另一张表从反方向显示这个关联', 'another table shows this link from its side'],
  useLink: ['有字段关联到这张表', 'a field links to this table'],
  useWatch: ['“更新时间/更新人”字段关注它', 'an “updated” field watches it'],
  useOptions: ['字段共用这个选项集', 'a field chooses from this set'],
  useTemplate: ['来自模板', 'it came with a template'],
  useRecords: ['里面有自己添加的记录，请先删除', 'holds records that people added: delete those first'],
  useMembers: ['还有成员使用，请先给他们换一个角色', 'members have it: give them another role first'],
  useInstalled: [
    '已经重新安装过，请先撤销那次安装',
    'has been installed again meanwhile: undo that installation first',
  ],
  undoDone: ['这次改动已经撤销过了。', 'This change has been taken back already.'],
  undoTooOld: ['超过 30 天的改动不能再撤销。', 'Changes older than 30 days can no longer be taken back.'],
  undoPurged: [
    '其中的数据已过保留期，清除后无法撤销。',
    'Its data was removed after 30 days, so it cannot be taken back.',
  ],
  undoAfter: ['请先撤销之后的改动。', 'Take back the later change first.'],
})
