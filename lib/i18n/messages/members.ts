/** Words of the members page. */
import { messages } from '../messages'

export const members = messages({
  title: ['成员', 'Members'],
  hint: ['谁能进入“{base}”，各有什么角色', 'Who can enter “{base}”, and in which roles'],
  add: ['添加成员', 'Add member'],
  search: ['查找姓名或邮箱', 'Find a name or e-mail'],
  noMatch: ['没有找到“{text}”', 'Nobody matches “{text}”'],
  loadFailed: ['成员没有加载出来', 'The members did not load'],
  notAdmin: ['只有管理员可以管理成员', 'Only admins can manage members'],
  empty: ['这里还只有您一个人', 'You are the only one here'],
  emptyHint: ['添加同事，给他们角色，就能一起使用。', 'Add colleagues and give them roles to work together.'],
  name: ['姓名', 'Name'],
  email: ['邮箱', 'E-mail'],
  roles: ['角色', 'Roles'],
  never: ['从未登录', 'Never signed in'],
  menu: ['“{name}”的操作', 'Actions for {name}'],
  inactive: ['已停用', 'Deactivated'],
  you: ['您', 'You'],
  noRoles: ['没有角色', 'No roles'],
  noRolesHint: ['没有角色的成员什么都看不到', 'A member without a role sees nothing'],

  editRoles: ['更改角色', 'Change roles'],
  rolesOf: ['{name}的角色', 'Roles of {name}'],
  rolesHint: ['可以有多个角色，权限取并集。', 'Several roles add up.'],
  rolesSaved: ['已更新{name}的角色', 'The roles of {name} were updated'],
  lastAdmin: ['至少要保留一位管理员', 'At least one admin must remain'],
  lastAdminHint: ['先让另一位成员成为管理员，再来更改。', 'Make someone else an admin first.'],

  addTitle: ['添加成员', 'Add member'],
  passwordType: ['由我设置初始密码', 'I set a first password'],
  passwordNew: ['新密码', 'New password'],
  addButton: ['添加', 'Add'],
  joined: [
    '{name}已有账号，已加入，用原来的密码登录即可',
    '{name} already has an account and has joined; the password stays the same',
  ],
  added: ['已添加{name}', '{name} was added'],

  copied: ['已复制', 'Copied'],
  notCopied: [
    '浏览器不允许复制，请手动选择文字。',
    'The browser did not allow copying; please select the text.',
  ],
  done: ['完成', 'Done'],

  reset: ['重置密码', 'Reset password'],
  resetTitle: ['重置{name}的密码', 'Reset the password of {name}'],
  resetText: [
    '{name}的所有登录会立即失效，需要用新密码重新登录。',
    'All sessions of {name} end at once; they sign in again with the new password.',
  ],
  resetDone: ['{name}的密码已重置', 'The password of {name} was reset'],

  deactivate: ['停用', 'Deactivate'],
  deactivateTitle: ['停用{name}？', 'Deactivate {name}?'],
  deactivateText: [
    '{name}会立即退出登录，之后不能再进入。记录和历史都会保留，可以随时重新启用；名下的记录，可以从菜单“交接记录…”交给别人。',
    '{name} is signed out at once and cannot come back in. Records and history stay, and you can reactivate at any time. “Hand records over…” in the menu gives the records to somebody else.',
  ],
  notYourself: ['不能停用自己', 'You cannot deactivate yourself'],
  deactivated: ['已停用{name}，其登录已立即失效', '{name} was deactivated and signed out'],
  reactivate: ['重新启用', 'Reactivate'],
  reactivated: ['已重新启用{name}', '{name} was reactivated'],

  placeholders: ['示例人员', 'Sample people'],
  placeholdersHint: [
    '示例数据中的虚构人员，不能登录。可以把他们名下的记录交给真实成员，团队位置由您决定。',
    'Invented people of the sample data; they cannot sign in. You can hand their records to real members, and their places in teams if you like.',
  ],
  map: ['交给真实成员', 'Hand over to a member'],
  mapShort: ['交给真实成员', 'Hand over'],
  mapTitle: ['把“{name}”的记录交给谁？', 'Who takes over the records of “{name}”?'],
  mapText: [
    '“{name}”名下的客户、任务等会改为所选成员负责，共享给“{name}”的记录也一并交接。',
    'Everything that names “{name}” will name the chosen member instead, and what was shared with “{name}” passes on as well.',
  ],
  hand: ['交接记录…', 'Hand records over…'],
  handText: [
    '勾选的字段里，“{name}”会换成接手人。账号、登录和角色不变。',
    'In the fields that are ticked, whoever takes over stands in the place of “{name}”. Account and roles stay as they are.',
  ],
  handTo: ['接手人', 'Who takes over'],
  handField: ['{table} › {field}', '{table} › {field}'],
  handCount: ['{count, number} 条', '{count, plural, one {# record} other {# records}}'],
  handHint: [
    '已勾选决定“记录归谁”的字段。记着“当时是谁做的”的字段（如跟进人）一般不用交接。',
    'Ticked are the fields that say whose a record is. Those that say who did something once can mostly stay.',
  ],
  mapRecords: ['将交接', 'What passes on'],
  mapShared: ['共享的记录', 'Shared records'],
  mapRecord: ['{table} {count} 条', '{count} in {table}'],
  mapShares: [
    '共享给“{name}”的 {count} 条记录',
    '{count, plural, one {# record} other {# records}} shared with “{name}”',
  ],
  mapNothing: ['没有记录提到“{name}”', 'No record names “{name}”'],
  mapPlaces: ['团队位置', 'Places in teams'],
  mapTakePlaces: [
    '同时接替 {count, plural, other {# 个}}团队位置',
    'Take over the {count, plural, one {place in a team} other {# places in teams}} too',
  ],
  mapPlacesHint: [
    '接替后，所选成员能看到权限规则按这些团队开放的记录；负责人还能看到团队成员的记录。',
    'The member then sees what rules open to these teams, and as a leader what they open of the people in them.',
  ],
  mapPlacesLeft: [
    '不接替时，“{name}”仍留在团队里；交接走的记录，今后按接手人所在的团队开放。',
    'If not, “{name}” stays in the teams; records that pass on are open to the teams of whoever takes over.',
  ],
  mapPlacesNot: [
    '团队在所有应用中通用，您不能更改，“{name}”会留在里面。',
    'Teams count in every app and are not yours to change; “{name}” stays in them.',
  ],
  mapLeads: ['负责人', 'leads it'],
  mapTo: ['真实成员', 'Member'],
  mapChoose: ['请选择成员', 'Choose a member'],
  mapNobody: ['先添加一位真实成员，再来交接。', 'Add a real member first, then hand over.'],
  mapButton: ['交接', 'Hand over'],
  mapped: [
    '已把 {count} 条记录交给{name}',
    '{count, plural, one {# place now names} other {# places now name}} {name}',
  ],
})
