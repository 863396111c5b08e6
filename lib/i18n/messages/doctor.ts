/** What the doctor says. */
import { messages } from '../messages'

export const doctor = messages({
  healthy: [
    '一切正常：检查了 {bases} 个库。',
    '{bases, plural, one {# base} other {# bases}} examined: everything agrees.',
  ],
  findings: ['发现 {count} 处不一致。', '{count, plural, one {# thing does} other {# things do}} not agree.'],
  oneRole: [
    '提示：数据库只有一个账号，读写与改结构没有分开；可设置 DATABASE_APP_URL。',
    'Note: one database role does everything; set DATABASE_APP_URL to separate rows from structure.',
  ],
  columnMissing: ['数据库里缺少这一列', 'its column is missing in the database'],
  columnType: ['列的类型是 {detail}，与定义不符', 'its column has the type {detail}, not the one defined'],
  columnLeft: [
    '是没有定义的多余列，可能来自中断的类型转换',
    'no definition names this column; a change of type that was cut off may have left it',
  ],
  linksLeft: ['是没有定义的多余关联表', 'no definition names this link table'],
  computedWrong: [
    '有 {detail} 条记录的计算结果与来源不符',
    '{detail} records hold another value than their inputs give',
  ],
  unsound: ['这里的设置不成立（{detail}）', 'what it says does not work ({detail})'],
  tableMissing: ['缺少关联表', 'its link table is missing'],
  indexMissing: ['缺少索引', 'its index is missing'],
  indexInvalid: ['索引无效，需要重建', 'the index is invalid and must be rebuilt'],
  reference: ['引用了不存在的 {detail}', 'it refers to {detail}, which does not exist'],
  linkBroken: ['有 {detail} 个值指向不存在的人员', '{detail} values refer to people who do not exist'],
  shareLeft: [
    '有 {detail} 条共享指向已不在的记录或成员',
    '{detail} shares are of records or members that are gone',
  ],
  fileMissing: ['附件的文件不见了（{detail}）', 'the bytes of this attachment are gone ({detail})'],
  faultChanged: ['访问日志的这一行被改过', 'this line of the access log was changed'],
  faultMissing: ['访问日志的这一行不见了', 'this line of the access log is gone'],
  faultBroken: [
    '访问日志从这一行起与之前的接不上',
    'the access log does not follow from the lines before this one',
  ],
  faultCut: [
    '访问日志的末尾被截掉了，原来到这一行',
    'the end of the access log was cut off; it went up to this line',
  ],
  faultAdded: ['访问日志的这一行是后来塞进去的', 'this line of the access log was slipped in later'],
  faultErased: [
    '访问日志里有内容未经记录就被清除了',
    'lines of the access log were emptied without a note of it',
  ],
  logMissing: ['有 {detail} 条记录没有创建日志', '{detail} records have no line in the log'],
})
