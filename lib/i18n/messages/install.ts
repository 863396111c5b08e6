/** What the installer is doing, one message per step that it reports. */
import { messages } from '../messages'

export const install = messages({
  check: ['检查模板', 'Checking the template'],
  tables: ['创建数据表', 'Creating tables'],
  links: ['建立表之间的关联', 'Linking the tables'],
  views: ['准备视图', 'Preparing views'],
  roles: ['设置角色与权限', 'Setting up roles and rights'],
  sample: ['装入示例数据', 'Filling in sample data'],
  indexes: ['为快速查找建立索引', 'Building indexes for fast search'],
  done: ['完成', 'Done'],
})
