/** Words of the template gallery. */
import { messages } from '../messages'

export const gallery = messages({
  title: ['从模板开始', 'Start with a template'],
  subtitle: [
    '模板会为您建好数据表、字段、视图和角色，几秒钟就能开始工作。装好之后，它们就是您自己的。',
    'A template sets up tables, fields, views and roles in a few seconds. Once installed, they are yours.',
  ],
  counts: [
    '{tables, number} 张表 · {fields, number} 个字段 · {roles, number} 个角色',
    '{tables, plural, one {# table} other {# tables}} · {fields, plural, one {# field} other {# fields}} · {roles, plural, one {# role} other {# roles}}',
  ],
  version: ['版本 {version}', 'Version {version}'],
  preview: ['预览', 'Preview'],
  use: ['使用这个模板', 'Use this template'],
  open: ['已安装，打开', 'Installed: open it'],
  previewTitle: ['包含的数据表', 'What is inside'],
  fieldCount: ['{count, number} 个字段', '{count, plural, one {# field} other {# fields}}'],
  sampleCount: ['{count, number} 条示例', '{count, plural, one {# sample} other {# samples}}'],
  required: ['必填', 'Required'],
  rolesTitle: ['包含的角色', 'Roles'],
  installTitle: ['安装“{template}”', 'Install “{template}”'],
  installHint: [
    '通常只需几秒。中途出错时不会留下任何半成品。',
    'This takes a few seconds. If anything fails, nothing half-done stays behind.',
  ],
  sample: ['同时装入示例数据', 'Include sample data'],
  sampleHint: [
    '{count, number} 条虚构的记录，方便您马上体验。以后可以一键删除，不影响您自己的数据。',
    '{count, plural, one {# fictional record} other {# fictional records}} to try things out. Remove them later with one click; your own data stays.',
  ],
  sampleLanguage: ['示例数据的语言', 'Language of the sample data'],
  target: ['安装到', 'Install into'],
  install: ['开始安装', 'Install'],
  installing: ['正在安装“{template}”', 'Installing “{template}”'],
  failed: [
    '没有安装成功，也没有留下任何改动。',
    'The installation did not succeed, and nothing was changed.',
  ],
  interrupted: [
    '与服务器的连接中断了。请刷新页面查看是否已经装好。',
    'The connection was interrupted. Reload the page to see whether the installation finished.',
  ],
  empty: ['还没有可用的模板', 'No templates available'],
  emptyHint: ['安装目录下的 templates 文件夹是空的。', 'The templates folder of this installation is empty.'],
  adminOnly: ['只有管理员可以安装模板', 'Only administrators can install templates'],
})
