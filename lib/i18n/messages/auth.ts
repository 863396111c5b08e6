/** Words of signing in, the first run and changing a password. */
import { messages } from '../messages'

export const auth = messages({
  signInTitle: ['登录', 'Sign in'],
  signInSubtitle: ['欢迎回来，请登录 {workspace}', 'Welcome back to {workspace}'],
  email: ['邮箱', 'E-mail'],
  password: ['密码', 'Password'],
  signIn: ['登录', 'Sign in'],
  signingIn: ['正在登录…', 'Signing in…'],
  showPassword: ['显示密码', 'Show password'],
  hidePassword: ['隐藏密码', 'Hide password'],
  forgot: [
    '忘记密码？请联系管理员，由管理员给您一个重设链接。',
    'Forgot your password? An administrator can give you a link to set a new one.',
  ],
  failed: [
    '邮箱或密码不正确，请检查后再试。',
    'That e-mail and password do not match. Please check both and try again.',
  ],
  locked: [
    '尝试次数过多，为保护账号已暂时锁定。请过几分钟再试。',
    'Too many attempts. To protect the account, sign-in is paused. Please try again in a few minutes.',
  ],
  lockedSeconds: [
    '尝试次数过多，为保护账号已暂时锁定。请在 {seconds, number} 秒后再试。',
    'Too many attempts. To protect the account, sign-in is paused. Try again in {seconds, plural, one {# second} other {# seconds}}.',
  ],
  singleSignOn: ['用 {name} 登录', 'Sign in with {name}'],
  or: ['或', 'or'],
  busy: ['系统正忙，请过几秒再试。', 'The system is busy. Please try again in a few seconds.'],
  unreachable: [
    '连接不上服务器，请检查网络后再试。',
    'The server cannot be reached. Check your connection and try again.',
  ],
  setupTitle: ['创建您的工作区', 'Set up your workspace'],
  setupSubtitle: [
    '先创建所有者账号。您将拥有全部权限，之后可以邀请同事加入。',
    'Start with the owner account. It has full rights; you can invite colleagues later.',
  ],
  language: ['语言', 'Language'],
  name: ['您的姓名', 'Your name'],
  namePlaceholder: ['例如：王小明', 'For example: Alex Morgan'],
  emailHelp: ['用于登录，不会对外公开。', 'You sign in with it. It is never shown publicly.'],
  createWorkspace: ['创建并继续', 'Create and continue'],
  creating: ['正在创建…', 'Creating…'],
  setupDone: ['工作区已经创建过了，请直接登录。', 'This workspace is already set up. Please sign in.'],
  nameNeeded: ['请填写姓名', 'Enter your name'],
  emailNeeded: ['请填写邮箱', 'Enter your e-mail'],
  emailInvalid: [
    '邮箱格式不正确，应类似 name@example.com',
    'Enter an e-mail address such as name@example.com',
  ],
  passwordNeeded: ['请填写密码', 'Enter a password'],
  passwordShort: [
    '密码太短，至少需要 {min, number} 个字符',
    'Too short: use at least {min, number} characters',
  ],
  passwordLong: ['密码太长，最多 {max, number} 个字符', 'Too long: use at most {max, number} characters'],
  passwordCommon: [
    '这个密码太常见，很容易被猜到，请换一个',
    'This is one of the most common passwords and easily guessed; choose another one',
  ],
  emailTaken: ['这位成员已经在这里了', 'This person is a member here already'],
  workspace: ['工作区名称', 'Name of the workspace'],
  placeholderNoSignIn: [
    '示例人员不能登录，请把记录交给真实成员',
    'A sample person cannot sign in; hand the records over to a real member instead',
  ],
  mapTarget: ['请选择一位可以登录的在用成员', 'Choose an active member who can sign in'],
  currentWrong: ['当前密码不正确', 'This is not your current password'],
  slogan: ['像表格一样顺手，像系统一样可靠', 'As easy as a spreadsheet, as sound as a system'],
  changePassword: ['修改密码', 'Change password'],
  changePasswordHint: [
    '修改后，其他设备上的登录和您的访问令牌会立即失效。',
    'Your sessions on other devices and your API tokens end immediately.',
  ],
  currentPassword: ['当前密码', 'Current password'],
  newPassword: ['新密码', 'New password'],
  passwordChanged: [
    '密码已修改，其他设备需要重新登录。',
    'Password changed. Other devices have to sign in again.',
  ],
  setupUsage: [
    '用法：npm run setup -- --name 姓名 --email 邮箱 --password 密码 [--locale zh-CN|en] [--workspace 名称] [--template customer_management] [--sample]\n密码也可以放在环境变量 OWNER_PASSWORD 里。',
    'Usage: npm run setup -- --name NAME --email EMAIL --password PASSWORD [--locale zh-CN|en] [--workspace NAME] [--template customer_management] [--sample]\nThe password may also stand in the environment variable OWNER_PASSWORD.',
  ],
  setupOwner: ['已创建所有者账号：{email}', 'The owner account is ready: {email}'],
  setupTemplate: ['已安装模板：{template}', 'The template is installed: {template}'],
})
