/** What the scripts say, in Chinese and English, chosen by the terminal's language. */
const messages = {
  install: ['正在安装依赖……', 'Installing dependencies …'],
  build: ['正在构建（首次约一分钟）……', 'Building (about a minute the first time) …'],
  database: ['正在启动数据库……', 'Starting the database …'],
  pages: ['正在准备页面……', 'Preparing the pages …'],
  ready: ['田已就绪：{url}（按 Ctrl-C 停止）', 'Tian is ready: {url} (Ctrl-C stops it)'],
  stopping: ['正在停止……', 'Stopping …'],
  NODE_TOO_OLD: [
    '需要 Node.js 20.9 或更高版本，当前是 {found}。',
    'Tian needs Node.js 20.9 or newer; this is {found}.',
  ],
  INSTALL_FAILED: ['依赖安装失败，原因见上。', 'Installing the dependencies failed; the reason is above.'],
  BUILD_FAILED: ['构建失败，原因见上。', 'The build failed; the reason is above.'],
  PORT_BUSY: [
    '端口 {port} 已被其他程序占用，请关闭它，或换一个端口：PORT=3001 npm start',
    'Port {port} is in use by another program. Stop it, or choose another port: PORT=3001 npm start',
  ],
  PORT_REFUSED: [
    '系统不允许在 {host} 的端口 {port} 上提供服务，请检查 HOST 和 PORT。',
    'The system does not let Tian serve on port {port} of {host}. Check HOST and PORT.',
  ],
  ALREADY_RUNNING: [
    '这个数据目录正由另一个田使用（进程 {pid}，{url}）：{path}',
    'Another Tian (process {pid}, {url}) is already using this data directory: {path}',
  ],
  DATA_OTHER_MAJOR: [
    '数据目录由 PostgreSQL {found} 创建，而这里是 PostgreSQL {major}，两者不能混用。数据未被改动：{path}',
    'The data directory belongs to PostgreSQL {found}, but this is PostgreSQL {major}; they do not mix. Nothing was touched: {path}',
  ],
  DATABASE_NO_BINARIES: [
    '内置数据库不支持 {platform}，请用 DATABASE_URL 指定自己的 PostgreSQL（15 或更高）。',
    'There is no embedded database for {platform}. Set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
  ],
  DATABASE_INIT_FAILED: ['无法创建数据库：{output}', 'The database could not be created: {output}'],
  DATABASE_START_FAILED: [
    '数据库没有启动，日志在 {log}：\n{output}',
    'The database did not start; its log is {log}:\n{output}',
  ],
  DATABASE_STUCK: [
    '上次遗留的数据库进程 {pid} 没有结束，请先结束它。',
    'The database process {pid} left from last time does not end. Please end it first.',
  ],
  DATABASE_STARTING: [
    '另一个田正在启动数据库，请稍后再试。',
    'Another Tian is just starting the database. Please try again in a moment.',
  ],
  DATABASE_LOST: [
    '数据库意外停止，田也随之停止；日志在数据目录的 postgres.log。',
    'The database ended unexpectedly, so Tian ends too; its log is postgres.log in the data directory.',
  ],
  DATABASE_UNREACHABLE: [
    '连不上 DATABASE_URL 指定的数据库（{why}），请检查地址、账号和密码。',
    'The database of DATABASE_URL does not let Tian in ({why}). Check address, user and password.',
  ],
  DATABASE_TOO_OLD: [
    '需要 PostgreSQL 15 或更高版本，当前是 {found}。',
    'Tian needs PostgreSQL 15 or newer; this is {found}.',
  ],
  DATABASE_NOT_UTF8: [
    '数据库编码是 {found}，需要 UTF8。请新建一个 UTF8 编码的数据库。',
    'The database is encoded in {found}; Tian needs UTF8. Create a database with that encoding.',
  ],
  DATABASE_NO_HAN: [
    '数据库的字符分类（LC_CTYPE）不认识汉字。请用 C.UTF-8 或 zh_CN.UTF-8 新建数据库。',
    'The database’s LC_CTYPE does not know Chinese letters. Create it with C.UTF-8 or zh_CN.UTF-8.',
  ],
  DATABASE_NO_ICU: [
    '这个 PostgreSQL 没有 ICU 排序规则（如 zh-x-icu），请换用带 ICU 的版本。',
    'This PostgreSQL has no ICU collations (such as zh-x-icu). Use a build with ICU.',
  ],
  SECRETS_MISSING: [
    '缺少 {path}：数据库密码在其中，请从备份中恢复它。',
    '{path} is missing. It holds the database’s password; restore it from your backup.',
  ],
  ENV_INVALID: ['环境变量 {name} 的值无效。', 'The environment variable {name} has an invalid value.'],
  ENV_FILE_UNREADABLE: [
    '{name} 指定的文件无法读取：{path}',
    'The file that {name} names cannot be read: {path}',
  ],
}

const { LC_ALL, LC_MESSAGES, LANG } = process.env
const column = /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 0 : 1

/** The sentence of a key with its {placeholders} filled. */
export function say(key, params = {}) {
  return messages[key][column].replace(/\{(\w+)\}/g, (_, name) => params[name] ?? '')
}

/** Ends with one sentence when the failure is one of ours, else with the error itself; exit code 1 either way. */
export function fail(error) {
  console.error(messages[error?.code] && error.params ? say(error.code, error.params) : error)
  process.exit(1)
}

/** A failure that `fail` can say. */
export const failure = (code, params = {}) => Object.assign(new Error(code), { code, params })
