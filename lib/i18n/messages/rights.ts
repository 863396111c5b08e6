/** Words about rights, for the server and for every page that explains them. */
import { messages } from '../messages'

export const rights = messages({
  uniqueBlind: [
    '「{role}」能填写它却不一定看得到它；不可重复的字段，填写的人会从“已有相同的值”得知别人的内容。请先让该角色查看这个字段，或不让它填写。',
    '“{role}” may fill it in without always seeing it: of a field without duplicates, “already used” would tell what others hold. Let the role see it first, or not fill it in.',
  ],
  uniqueUnread: [
    '不能重复的字段，能写就要能看：否则“已被使用”会泄露别人的内容。请改为可见，或不允许填写。',
    'Whoever writes a unique field must read it, or “already used” gives others’ values away. Let it be read, or not be written.',
  ],
  tokenLabel: ['用途', 'What it is for'],
  tokenDays: ['有效天数', 'Days until it ends'],
  reason: ['原因', 'Reason'],
  reasonNeeded: ['请写明原因，它会记入访问日志。', 'Give a reason; it goes into the access log.'],
  broken_rule: [
    '引用了已删除或不再适用的字段：不会让任何记录通过。请移除，或改选别的字段。',
    'It refers to a field that was deleted or no longer fits, and lets nothing through. Remove it, or choose another field.',
  ],
  broken_condition: [
    '条件里有已删除、改了类型或不保存值的字段：永远不成立。请改写条件，或去掉它。',
    'The condition names a field that was deleted, has another type now, or stores no value, and never holds. Change it, or take it away.',
  ],
  broken_mask: [
    '这种遮盖不适合这个字段。请换一种遮盖方式。',
    'This mask does not fit the field. Choose another one.',
  ],
  broken_unknown: ['这里的表或字段已不存在。', 'This table or field is not there any more.'],
  nameEmpty: ['请填写角色名称。', 'Give the role a name.'],
  nameLong: ['角色名称最多 100 个字。', 'The name of a role has at most 100 characters.'],
  nameCharacters: [
    '角色名称里有换行、控制符或改变文字方向的不可见字符。请删掉后再保存。',
    'The name has a line break or an invisible character that controls text. Remove it and save again.',
  ],
  nameTaken: ['已有同名的角色。请换一个名称。', 'Another role has this name. Choose a different one.'],
  usedBy: [
    '{people}{more, plural, =0 {} other {等 {count} 人}}还有这个角色。',
    '{people}{more, plural, =0 {} other { and others ({count} people)}} still {count, plural, one {has} other {have}} this role.',
  ],
  moved: [
    '草稿开始之后，有人改了权限。请看过变化再发布。',
    'Somebody has changed the rights since this draft began. Look at what changed, then publish.',
  ],
  draftMoved: ['另一位管理员刚刚也改了草稿。', 'Another administrator has just changed the draft as well.'],
  nothingToPublish: ['草稿里没有修改。', 'There is nothing in the draft.'],
})
