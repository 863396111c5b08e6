/** Words of explanations: why something is shown, masked, hidden or locked, and who can reach what. */
import { messages } from '../messages'

export const explain = messages({
  // who
  yourRole: ['您的角色“{role}”', 'Your role “{role}”'],
  theRole: ['角色“{role}”', 'The role “{role}”'],
  or: ['，或', ', or '],
  and: ['，并且是', ' that are also '],
  emptyValue: ['空', 'empty'],

  // which records
  alt_all: ['全部记录', 'all records'],
  alt_mine: [
    '“{along}”是{you, select, yes {您} other {本人}}的记录',
    'records with {you, select, yes {you} other {the person}} as “{along}”',
  ],
  alt_team_own: [
    '“{along}”在{you, select, yes {您} other {本人}}所在团队的记录',
    'records whose “{along}” is in {you, select, yes {your} other {their}} teams',
  ],
  alt_team_below: [
    '“{along}”在{you, select, yes {您} other {本人}}所在团队及下级团队的记录',
    'records whose “{along}” is in {you, select, yes {your} other {their}} teams or one below',
  ],
  alt_team_led: [
    '“{along}”在{you, select, yes {您} other {本人}}负责的团队及下级团队的记录',
    'records whose “{along}” is in a team that {you, select, yes {you lead} other {they lead}} or one below',
  ],
  noTeam: [
    '{which}（{you, select, yes {您} other {本人}}没有这样的团队）',
    '{which} ({you, select, yes {you have} other {they have}} no such team)',
  ],
  alt_follows: [
    '“{along}”对{you, select, yes {您} other {本人}}可见的记录',
    'records whose “{along}” {you, select, yes {you} other {they}} can see',
  ],
  alt_created: [
    '{you, select, yes {您} other {本人}}新建的记录',
    'records that {you, select, yes {you} other {they}} created',
  ],
  alt_shared: [
    '共享给{you, select, yes {您} other {本人}}的记录',
    'records shared with {you, select, yes {you} other {them}}',
  ],
  alt_sharedEdit: [
    '共享给{you, select, yes {您} other {本人}}并允许修改的记录',
    'records shared with {you, select, yes {you} other {them}} for editing',
  ],
  alt_when: ['满足“{condition}”的记录', 'records where {condition}'],
  alt_unsaid: ['管理员所设范围内的记录', 'records in a range that an administrator has set'],
  conditionUnsaid: ['管理员所设的条件', 'a condition that an administrator has set'],
  conditionBroken: ['一个已失效的条件', 'a condition that no longer works'],
  now: ['{text}（现在{values}）', '{text} (now {values})'],
  nowValue: ['“{field}”是“{value}”', '“{field}” is “{value}”'],

  // rules, as lines
  rule_admin: ['{who}是管理员，拥有全部权限', '{who} administers the app and has every right'],
  rule_noTable: ['{who}不涉及“{table}”', '{who} does not reach “{table}”'],
  rule_none: [
    '{who}不能{verb, select, create {新建} read {查看} update {修改} delete {删除} other {}}记录',
    '{who} may not {verb, select, create {add} read {see} update {change} delete {delete} other {}} records',
  ],
  rule_which: [
    '{who}可以{verb, select, create {新建} read {查看} update {修改} delete {删除} other {}}{which}',
    '{who} may {verb, select, create {add} read {see} update {change} delete {delete} other {}} {which}',
  ],
  rule_only: [
    '{who}只能{verb, select, create {新建} read {查看} update {修改} delete {删除} other {}}{which}',
    '{who} may {verb, select, create {add} read {see} update {change} delete {delete} other {}} only {which}',
  ],
  rule_deny: [
    '{who}禁止看到{which}，不论其他角色如何',
    '{who} is denied {which}, whatever other roles allow',
  ],
  rule_action: [
    '{who}可以{action, select, export {导出} import {导入} bulk {批量处理} print {打印} share {共享} history {查看历史} handOver {移交} other {}}',
    '{who} may {action, select, export {export} import {import} bulk {work in bulk} print {print} share {share} history {see the history} handOver {hand over} other {}}',
  ],
  rule_noAction: [
    '{who}不能{action, select, export {导出} import {导入} bulk {批量处理} print {打印} share {共享} history {查看历史} handOver {移交} other {}}',
    '{who} may not {action, select, export {export} import {import} bulk {work in bulk} print {print} share {share} history {see the history} handOver {hand over} other {}}',
  ],
  butNotRow: ['{text}，但看不到这条记录', '{text}, but does not see this record'],
  field_denied: [
    '{who}禁止看到“{field}”，不论其他角色如何',
    '{who} is denied “{field}”, whatever other roles allow',
  ],
  field_hidden: ['{who}看不到“{field}”', '{who} does not see “{field}”'],
  field_read: ['{who}可以看到“{field}”', '{who} sees “{field}”'],
  field_readWhen: ['{who}在“{condition}”时可以看到“{field}”', '{who} sees “{field}” while {condition}'],
  field_readOnlyWhen: [
    '{who}只有在“{condition}”时才能看到“{field}”',
    '{who} sees “{field}” only while {condition}',
  ],
  field_mask: [
    '{who}对“{field}”只显示遮盖后的内容（{mask}）',
    '{who} shows only a mask of “{field}” ({mask})',
  ],
  field_maskReveal: [
    '{who}对“{field}”只显示遮盖后的内容（{mask}），说明原因后可以查看原值',
    '{who} shows only a mask of “{field}” ({mask}); the value itself is shown on request, with a reason',
  ],
  field_edit: ['{who}可以修改“{field}”', '{who} may change “{field}”'],
  field_editWhen: ['{who}在“{condition}”时可以修改“{field}”', '{who} may change “{field}” while {condition}'],
  field_editOnlyWhen: [
    '{who}只有在“{condition}”时才能修改“{field}”',
    '{who} may change “{field}” only while {condition}',
  ],
  field_noEdit: ['{who}不能修改“{field}”', '{who} may not change “{field}”'],
  field_taint: [
    '“{field}”由“{path}”算出，而{who}看不到它',
    '“{field}” is computed from “{path}”, which is out of reach: {who}',
  ],
  field_needs: ['“{field}”是算出来的，只在{which}中显示', '“{field}” is computed, and shown only in {which}'],
  field_drawsOn: [
    '它是算出来的，只有用到的内容您都能看到时才显示',
    'It is computed, and shown only where you may see everything it is computed from',
  ],
  field_system: [
    '“{field}”由系统填写，谁都不能直接修改',
    '“{field}” is filled in by the system; nobody changes it by hand',
  ],
  everyRecord: ['{table}的每一条记录', 'every record of {table}'],

  // answers
  read_yes: [
    '{you, select, yes {您} other {{name}}}可以看到这条记录。',
    '{you, select, yes {You see} other {{name} sees}} this record.',
  ],
  read_no: [
    '{you, select, yes {您} other {{name}}}看不到这条记录。',
    '{you, select, yes {You do} other {{name} does}} not see this record.',
  ],
  value_yes: [
    '{you, select, yes {您} other {{name}}}可以看到“{field}”。',
    '{you, select, yes {You see} other {{name} sees}} “{field}”.',
  ],
  value_no: [
    '{you, select, yes {您} other {{name}}}看不到“{field}”。',
    '{you, select, yes {You do} other {{name} does}} not see “{field}”.',
  ],
  value_mask: [
    '{you, select, yes {您} other {{name}}}只能看到遮盖后的“{field}”。',
    '{you, select, yes {You see} other {{name} sees}} only a mask of “{field}”.',
  ],
  value_partly: [
    '{you, select, yes {您} other {{name}}}只在一部分记录里能看到“{field}”。',
    '{you, select, yes {You see} other {{name} sees}} “{field}” in some records only.',
  ],
  edit_yes: [
    '{you, select, yes {您} other {{name}}}可以修改“{field}”。',
    '{you, select, yes {You may} other {{name} may}} change “{field}”.',
  ],
  edit_no: [
    '{you, select, yes {您} other {{name}}}不能修改“{field}”。',
    '{you, select, yes {You may} other {{name} may}} not change “{field}”.',
  ],
  edit_partly: [
    '{you, select, yes {您} other {{name}}}只在一部分记录里能修改“{field}”。',
    '{you, select, yes {You may} other {{name} may}} change “{field}” in some records only.',
  ],
  may_yes: [
    '{you, select, yes {您} other {{name}}}可以{what}。',
    '{you, select, yes {You may} other {{name} may}} {what}.',
  ],
  may_no: [
    '{you, select, yes {您} other {{name}}}不能{what}。',
    '{you, select, yes {You may} other {{name} may}} not {what}.',
  ],
  may_partly: [
    '{you, select, yes {您} other {{name}}}可以{what}，但只限一部分记录。',
    '{you, select, yes {You may} other {{name} may}} {what}, but only some of them.',
  ],
  what_create: ['新建“{table}”的记录', 'add records to “{table}”'],
  what_read: ['查看“{table}”的记录', 'see records of “{table}”'],
  what_update: ['修改“{table}”的记录', 'change records of “{table}”'],
  what_delete: ['删除“{table}”的记录', 'delete records of “{table}”'],
  whatThis_update: ['修改这条记录', 'change this record'],
  whatThis_delete: ['删除这条记录', 'delete this record'],
  what_export: ['导出“{table}”', 'export “{table}”'],
  what_import: ['把记录导入“{table}”', 'import into “{table}”'],
  what_bulk: ['在“{table}”中批量处理', 'work in bulk in “{table}”'],
  what_print: ['打印“{table}”', 'print “{table}”'],
  what_share: ['共享“{table}”的记录', 'share records of “{table}”'],
  what_history: ['查看“{table}”的历史', 'see the history of “{table}”'],
  what_handOver: ['移交“{table}”的记录', 'hand over records of “{table}”'],
  outsideRange: ['这条记录不在这个范围内', 'this record is not among them'],

  // beside the roles
  note_token: [
    '这里用的是访问令牌，它的权限可能比角色更小。',
    'An API token is asking; it may have less than its role.',
  ],
  note_deleted: ['这条记录在回收站里，列表中不会出现。', 'This record is in the trash and in no list.'],
  note_noRoles: ['{name}没有任何角色，什么都看不到。', '{name} has no role and sees nothing.'],

  // reach lists, in words
  reach_all: ['全部', 'All'],
  reach_none: ['不能', 'None'],
  reach_mask: ['遮盖', 'Masked'],
  reach_hidden: ['看不到', 'Hidden'],
  reach_while: ['{which}，且仅在“{condition}”时', '{which}, only while {condition}'],
  reach_except: ['{which}，但不含{deny}', '{which}, except {deny}'],
  reach_maskElse: ['其余遮盖', 'masked elsewhere'],
  reach_reveal: ['说明原因后可以查看原值', 'the value itself on request, with a reason'],
  reach_create: ['新建时可填', 'Gives when adding'],
  reach_onForm: ['填表时可填', 'Gives on the form'],
})
