/** Words of accounts: joining, resetting a password, the second factor, sessions, and the letters about them. */
import { messages } from '../messages'

export const account = messages({
  // what is wrong with what was given
  passwordOwn: [
    '密码主要由您的姓名、邮箱或产品名组成，容易被猜到，请换一个',
    'This is mostly your own name, your address or the name of the product, and easily guessed; choose another one',
  ],
  code: ['验证码', 'Code'],
  codeWrong: [
    '验证码不正确或已用过。请输入验证器里当前的 6 位数字，或一个未用过的恢复码',
    'The code is not right, or was used already. Enter the 6 digits that the app shows now, or an unused recovery code',
  ],
  codeNeeded: ['请填写验证码', 'Enter the code'],
  offerExpired: [
    '设置时间太长，二维码已失效，请重新开始',
    'This took too long and the QR code no longer works; begin again',
  ],
  notJoined: [
    '对方还没有接受邀请。请重新发送邀请，由本人设置密码',
    'This person has not joined yet. Send the invitation again, so that they set their own password',
  ],
  factorFirst: [
    '请先为您自己的账号开启两步验证，再要求别人使用',
    'Set up a second factor for your own account first, then ask others for it',
  ],

  // letters
  invitationSubject: ['{by}邀请您加入“{workspace}”', '{by} invites you to “{workspace}”'],
  invitationLetter: [
    '{name}，您好：\n\n{by}邀请您加入“{workspace}”。请打开下面的链接，设置自己的姓名和密码：\n\n{link}\n\n链接 {days, number} 天内有效，只能使用一次。\n如果您不认识邀请人，忽略这封邮件即可。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\n{by} invites you to “{workspace}”. Open this link to choose your name and password:\n\n{link}\n\nThe link works once, for {days, plural, one {# day} other {# days}}.\nIf you do not know who invites you, you can ignore this letter.\n\n{workspace}\n{site}\n',
  ],
  resetSubject: ['重设“{workspace}”的密码', 'Set a new password for “{workspace}”'],
  resetLetter: [
    '{name}，您好：\n\n有人请求重设您在“{workspace}”的密码。如果是您本人，请打开下面的链接设置新密码：\n\n{link}\n\n链接 {minutes, number} 分钟内有效，只能使用一次。\n如果不是您本人，忽略这封邮件即可，密码不会改变。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\nSomebody asked for a new password for your account at “{workspace}”. If that was you, open this link to set it:\n\n{link}\n\nThe link works once, for {minutes, number} minutes.\nIf it was not you, ignore this letter; your password stays as it is.\n\n{workspace}\n{site}\n',
  ],
  passwordResetSubject: ['您在“{workspace}”的密码已更改', 'Your password at “{workspace}” was changed'],
  passwordResetLetter: [
    '{name}，您好：\n\n您在“{workspace}”的密码刚刚通过重设链接更改，所有登录和访问令牌都已失效。\n如果不是您本人操作，请立即联系管理员。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\nYour password at “{workspace}” has just been changed by a reset link; all sessions and API tokens have ended.\nIf that was not you, tell an administrator at once.\n\n{workspace}\n{site}\n',
  ],
  emailSubject: ['请确认您在“{workspace}”的新邮箱', 'Confirm your new e-mail for “{workspace}”'],
  emailLetter: [
    '{name}，您好：\n\n您要把“{workspace}”的登录邮箱改为这个地址。请在已登录的浏览器里打开下面的链接：\n\n{link}\n\n链接 {minutes, number} 分钟内有效，只能使用一次。\n如果不是您本人操作，忽略这封邮件即可，什么都不会改变。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\nYou want to sign in to “{workspace}” with this address. Open this link in a browser where you are signed in:\n\n{link}\n\nThe link works once, for {minutes, number} minutes.\nIf it was not you, ignore this letter; nothing changes.\n\n{workspace}\n{site}\n',
  ],
  emailChangedSubject: ['您在“{workspace}”的登录邮箱已更改', 'Your e-mail at “{workspace}” was changed'],
  emailChangedLetter: [
    '{name}，您好：\n\n您在“{workspace}”的登录邮箱刚刚改为另一个地址，这个地址不能再用来登录。\n如果不是您本人操作，请立即联系管理员。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\nYour account at “{workspace}” now has another e-mail; this one no longer signs you in.\nIf that was not you, tell an administrator at once.\n\n{workspace}\n{site}\n',
  ],
  passwordChangedSubject: ['您在“{workspace}”的密码已更改', 'Your password at “{workspace}” was changed'],
  passwordChangedLetter: [
    '{name}，您好：\n\n您刚刚更改了在“{workspace}”的密码，其他登录和访问令牌都已失效。\n如果不是您本人操作，请立即用“忘记密码？”重设密码，并联系管理员。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\nYou have just changed your password at “{workspace}”; all other sessions and API tokens have ended.\nIf that was not you, reset it at once by “Forgot your password?”, and tell an administrator.\n\n{workspace}\n{site}\n',
  ],
  passwordSetSubject: ['您在“{workspace}”的密码已更改', 'Your password at “{workspace}” was changed'],
  passwordSetLetter: [
    '{name}，您好：\n\n管理员刚刚更改了您在“{workspace}”的密码，所有登录和访问令牌都已失效。请用管理员告诉您的密码登录，然后换成自己的。\n如果您没有请求过，请立即联系管理员。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\nAn administrator has just changed your password at “{workspace}”; all sessions and API tokens have ended. Sign in with the password that you are told, and choose your own.\nIf you did not ask for this, tell an administrator at once.\n\n{workspace}\n{site}\n',
  ],
  factorSetSubject: ['“{workspace}”的两步验证已开启', 'Two-step sign-in at “{workspace}” is on'],
  factorSetLetter: [
    '{name}，您好：\n\n您在“{workspace}”的账号刚刚开启了两步验证，今后登录需要验证器里的验证码。\n如果不是您本人操作，请立即联系管理员。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\nYour account at “{workspace}” now asks for a code from an authenticator app.\nIf you did not set this up, tell an administrator at once.\n\n{workspace}\n{site}\n',
  ],
  factorDroppedSubject: ['“{workspace}”的两步验证已关闭', 'Two-step sign-in at “{workspace}” is off'],
  factorDroppedLetter: [
    '{name}，您好：\n\n您在“{workspace}”的账号刚刚关闭了两步验证，今后只用密码就能登录。\n如果不是您本人操作，请立即更改密码，并联系管理员。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\nYour account at “{workspace}” no longer asks for a second factor; the password alone signs you in.\nIf that was not you, change your password at once, and tell an administrator.\n\n{workspace}\n{site}\n',
  ],
  recoveryRenewedSubject: ['“{workspace}”的恢复码已更换', 'New recovery codes at “{workspace}”'],
  recoveryRenewedLetter: [
    '{name}，您好：\n\n您在“{workspace}”的恢复码刚刚换成了新的一组，以前的都已作废。\n如果不是您本人操作，请立即更改密码，并联系管理员。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\nYour account at “{workspace}” has new recovery codes; the old ones no longer work.\nIf that was not you, change your password at once, and tell an administrator.\n\n{workspace}\n{site}\n',
  ],
  factorResetSubject: [
    '您在“{workspace}”的两步验证已被移除',
    'Your second factor at “{workspace}” was removed',
  ],
  factorResetLetter: [
    '{name}，您好：\n\n管理员移除了您在“{workspace}”的两步验证，所有登录和访问令牌都已失效。请用密码登录后重新设置。\n如果您没有请求过，请立即联系管理员。\n\n{workspace}\n{site}\n',
    'Hello {name},\n\nAn administrator removed your second factor at “{workspace}”; all sessions and API tokens have ended. Sign in with your password and set it up anew.\nIf you did not ask for this, tell an administrator at once.\n\n{workspace}\n{site}\n',
  ],

  // forgotten password
  forgotLink: ['忘记密码？', 'Forgot your password?'],
  forgotTitle: ['重设密码', 'Reset your password'],
  forgotText: [
    '请填写您登录用的邮箱，我们会发一个重设链接过去。',
    'Enter the e-mail you sign in with, and we will send you a link.',
  ],
  forgotSend: ['发送链接', 'Send the link'],
  forgotSent: ['请查收邮件', 'Check your mail'],
  forgotSentText: [
    '如果 {email} 有账号，重设链接几分钟内就会送到，{minutes, number} 分钟内有效。没收到？请看看垃圾邮件，或检查邮箱是否写对。',
    'If {email} has an account, a link arrives within a few minutes and works for {minutes, number} minutes. Nothing there? Look in the spam folder, or check the address.',
  ],
  forgotNoMail: [
    '这个工作区没有设置邮件发送。请联系管理员，由管理员给您一个重设链接。',
    'This workspace does not send e-mail. Ask an administrator, who can give you a link to set a new password.',
  ],
  backToSignIn: ['返回登录', 'Back to sign-in'],

  // links
  linkDead: ['这个链接已失效', 'This link no longer works'],
  joinDead: [
    '邀请链接只能使用一次，7 天内有效，也可能已被收回。请联系邀请您的人重新发送。',
    'An invitation works once, for 7 days, and can be taken back. Ask whoever invited you for a new one.',
  ],
  joinedAlready: ['已经加入？直接登录', 'Joined already? Sign in'],
  resetDead: [
    '重设链接只能使用一次，30 分钟内有效。请重新获取一个。',
    'A reset link works once, for 30 minutes. Ask for a new one.',
  ],
  askAgain: ['重新获取链接', 'Ask for a new link'],
  joinTitle: ['加入“{workspace}”', 'Join “{workspace}”'],
  joinText: ['您将用 {email} 登录。', 'You will sign in with {email}.'],
  joinButton: ['加入', 'Join'],
  resetTitle: ['设置新密码', 'Set a new password'],
  resetText: [
    '这是 {email} 的新密码。设置后，所有设备上的登录和访问令牌都会失效。',
    'For {email}. All sessions and API tokens end with it.',
  ],
  resetButton: ['保存新密码', 'Save the new password'],
  resetDone: ['新密码已保存，请登录。', 'Your new password is saved. Please sign in.'],
  passwordHint: [
    '至少 {min, number} 个字符；建议 15 个以上，比如一句只有您知道的话。',
    'At least {min, number} characters; 15 or more are best, such as a phrase that only you know.',
  ],

  // second step
  codeTitle: ['两步验证', 'Second step'],
  codeText: [
    '请打开手机上的验证器应用，输入当前显示的 6 位数字。',
    'Open the authenticator app on your phone and enter the 6 digits it shows.',
  ],
  recoveryText: [
    '请输入一个恢复码。每个恢复码只能用一次。',
    'Enter one of your recovery codes. Each works once.',
  ],
  recoveryCode: ['恢复码', 'Recovery code'],
  useRecovery: ['手机不在身边？使用恢复码', 'No phone at hand? Use a recovery code'],
  useApp: ['使用验证器应用', 'Use the authenticator app'],
  lostBoth: [
    '手机和恢复码都没有了？请联系管理员重置两步验证。',
    'Neither phone nor codes? An administrator can reset your second factor.',
  ],
  verify: ['验证', 'Verify'],
  otherAccount: ['换个账号登录', 'Sign in as somebody else'],
  enrolTitle: ['设置两步验证', 'Set up a second factor'],
  enrolRequired: [
    '这个工作区要求使用两步验证。设置只需一分钟，之后即可开始使用。',
    'This workspace asks for a second factor. It takes a minute, then you can start.',
  ],
  enrolScan: [
    '用手机上的验证器应用（如 Microsoft Authenticator、Google Authenticator）扫描二维码。',
    'Scan this with an authenticator app on your phone, such as Microsoft or Google Authenticator.',
  ],
  enrolQr: ['验证器应用的二维码', 'QR code for the authenticator app'],
  enrolByHand: ['扫不了？手动输入这个密钥', 'Cannot scan it? Type this key'],
  enrolCode: ['应用显示的 6 位数字', 'The 6 digits that the app shows'],
  enrolFinish: ['开启两步验证', 'Turn it on'],
  recoveryTitle: ['保存恢复码', 'Keep your recovery codes'],
  recoveryKeep: [
    '手机丢失时，可以用恢复码登录。每个只能用一次，现在只显示这一次。请打印或存到安全的地方。',
    'With these you sign in when your phone is lost. Each works once, and they are shown only now. Print them or keep them somewhere safe.',
  ],
  recoveryKept: ['我已保存', 'I have kept them'],
  recoveryDownload: ['下载', 'Download'],
  recoveryFile: ['{workspace} 恢复码', '{workspace} recovery codes'],
  copy: ['复制', 'Copy'],

  // confirming
  confirmTitle: ['请确认是您本人', 'Confirm that it is you'],
  confirmText: [
    '这项操作关系到账号安全，请再输入一次密码。',
    'This touches the security of accounts. Enter your password again.',
  ],
  confirmButton: ['确认', 'Confirm'],
  codeOrRecovery: ['验证码或恢复码', 'Code or recovery code'],

  // the page of one's own security
  page: ['账号与安全', 'Account and security'],
  pageHint: ['您的邮箱、密码、两步验证和登录设备', 'Your e-mail, password, second factor and sessions'],
  emailTitle: ['邮箱', 'E-mail'],
  emailText: [
    '{email}。用于登录；修改后，其他设备上的登录会立即失效。',
    '{email}. You sign in with it. When you change it, your other sessions end at once.',
  ],
  emailByAdmin: [
    '{email}。用于登录；这个工作区没有设置邮件发送，需要修改时请联系管理员。',
    '{email}. You sign in with it. This workspace sends no e-mail: an administrator can change it.',
  ],
  changeEmail: ['修改邮箱', 'Change e-mail'],
  emailNew: ['新邮箱', 'New e-mail'],
  emailSend: ['发送确认链接', 'Send the link'],
  emailSent: [
    '确认链接已发到 {email}，1 小时内有效。打开链接后才会生效。',
    'A link is on its way to {email} and works for an hour. Your address changes once you open it.',
  ],
  emailHint: [
    '我们会发一个确认链接到新邮箱。打开之前，仍用原来的邮箱登录。',
    'We send a link to the new address. Until you open it, you sign in with the old one.',
  ],
  emailSame: ['这已经是您的邮箱', 'This is your address already'],
  emailElsewhere: ['这个邮箱已有账号，请换一个', 'This address has an account already; choose another one'],
  emailOwn: [
    '自己的邮箱请在“账号与安全”里修改，由新邮箱收到的链接确认',
    'Change your own address under “Account and security”; a link sent to the new one confirms it',
  ],
  emailOf: ['修改{name}的邮箱', 'Change the e-mail of {name}'],
  emailOfText: [
    '{name}以后用新邮箱登录，现有的登录会立即失效。请先确认地址属于本人。',
    '{name} signs in with the new address from now on, and their sessions end at once. Make sure that it is theirs.',
  ],
  emailOfSaved: ['{name}的邮箱已修改', 'The e-mail of {name} was changed'],
  confirmEmailTitle: ['确认新邮箱', 'Confirm your new e-mail'],
  confirmEmailText: [
    '确认后，您将用收到这封邮件的地址登录，其他设备上的登录会立即失效。',
    'From then on you sign in with the address that got the letter. Your other sessions end at once.',
  ],
  confirmEmailButton: ['确认并使用新邮箱', 'Use the new e-mail'],
  confirmEmailDone: ['邮箱已改为 {email}', 'Your e-mail is now {email}'],
  confirmEmailDoneText: [
    '下次请用这个邮箱登录。其他设备上的登录已失效。',
    'Sign in with it from now on. Your other sessions have ended.',
  ],
  confirmEmailSignIn: ['请先登录', 'Sign in first'],
  confirmEmailSignInText: [
    '请在这个浏览器里用原来的邮箱登录，然后再打开一次邮件里的链接。',
    'Sign in here with your old address, then open the link in the letter again.',
  ],
  confirmEmailDead: [
    '确认链接只能使用一次，1 小时内有效，而且只能由申请修改的人打开。请重新申请。',
    'The link works once, for an hour, and only for the person who asked for it. Ask for a new one.',
  ],
  toAccount: ['前往“账号与安全”', 'To “Account and security”'],
  passwordTitle: ['密码', 'Password'],
  passwordText: [
    '修改后，其他设备上的登录和您的访问令牌会立即失效。',
    'When you change it, your other sessions and your API tokens end at once.',
  ],
  factorTitle: ['两步验证', 'Second factor'],
  factorOff: [
    '登录时除了密码，再输入手机上的一次性数字。即使密码泄露，别人也进不来。',
    'At sign-in you also enter a number from your phone. A leaked password alone then opens nothing.',
  ],
  factorOn: ['已开启（{since}）', 'On since {since}'],
  factorIsRequired: ['工作区要求使用两步验证。', 'The workspace asks for it.'],
  recoveryLeft: [
    '还剩 {left, number} 个恢复码',
    '{left, plural, =0 {No recovery codes left} one {# recovery code left} other {# recovery codes left}}',
  ],
  turnOn: ['开启', 'Turn on'],
  replaceApp: ['更换验证器', 'Replace the app'],
  newRecovery: ['生成新的恢复码', 'New recovery codes'],
  manage: ['管理', 'Manage'],
  turnOff: ['关闭', 'Turn off'],
  turnOffTitle: ['关闭两步验证？', 'Turn off the second factor?'],
  turnOffText: [
    '之后只用密码就能登录，其他设备上的登录会立即失效。',
    'Your password alone will then open your account. Your other sessions end at once.',
  ],
  turnedOff: ['两步验证已关闭', 'The second factor is off'],
  turnedOn: ['两步验证已开启', 'The second factor is on'],
  sessionsTitle: ['登录设备', 'Where you are signed in'],
  sessionsHint: [
    '看到不认识的设备？结束它，然后修改密码。',
    'Something you do not know? End it, then change your password.',
  ],
  thisDevice: ['当前设备', 'This device'],
  device: ['{browser} · {system}', '{browser} on {system}'],
  unknownDevice: ['未知设备', 'Unknown device'],
  lastSeen: ['最近使用：{when}', 'Last used {when}'],
  signedInAt: ['登录于 {when}', 'Signed in {when}'],
  endSession: ['结束', 'End'],
  endSessionOf: ['结束 {device} 的登录', 'End the session of {device}'],
  sessionEnded: ['该设备已退出登录', 'That session has ended'],
  endOthers: ['结束其他所有登录', 'End all other sessions'],
  othersEnded: ['其他设备都已退出登录', 'All other sessions have ended'],
  onlyHere: ['您只在这台设备上登录。', 'You are signed in here only.'],

  // the owner's part
  signInSafety: ['登录安全', 'Sign-in security'],
  workspaceTitle: ['工作区安全', 'Security of the workspace'],
  policyLabel: ['谁必须使用两步验证', 'Who must use a second factor'],
  policyNobody: ['不强制', 'Nobody has to'],
  policyAdministrators: ['管理员', 'Administrators'],
  policyEverybody: ['所有人', 'Everybody'],
  policyHelp: [
    '保存后立即生效：还没有设置的人会退出登录，下次登录时先设置。',
    'Holds at once: whoever has none is signed out, and sets it up at the next sign-in.',
  ],
  policyOfOwner: [
    '由工作区所有者设置，对所有应用生效。',
    'The owner of the workspace sets it, for every app.',
  ],
  policyNeedsOwn: [
    '要求别人之前，先开启您自己的两步验证。',
    'Before you ask it of others, set up your own second factor.',
  ],
  policySetUpOwn: ['去设置', 'Set up your own'],
  policySaved: ['已保存', 'Saved'],
  mailLabel: ['邮件发送', 'E-mail'],
  mailIsOn: [
    '已设置，邀请和重设链接会自动发送。',
    'Set up: invitations and reset links are sent by themselves.',
  ],
  mailIsOff: [
    '没有设置。邀请和重设链接由管理员复制后转交；设置环境变量 SMTP_URL 和 MAIL_FROM 即可自动发送。',
    'Not set up. Administrators copy links and pass them on; set SMTP_URL and MAIL_FROM to have them sent.',
  ],
  mailWaiting: [
    '{waiting, number} 封待发送',
    '{waiting, plural, one {# letter is} other {# letters are}} waiting',
  ],
  mailFailed: [
    '{failed, number} 封没有发出去。服务器的答复：{error}',
    '{failed, plural, one {# letter} other {# letters}} could not be sent. The server said: {error}',
  ],
  mailTrouble: [
    '上次没有发出去，会自动重试。服务器的答复：{error}',
    'The last try failed and is repeated. The server said: {error}',
  ],

  // inviting
  inviteName: ['姓名（可选）', 'Name (optional)'],
  entry: ['怎样登录', 'How they sign in'],
  entryLink: ['邀请链接（推荐）', 'Invitation link (recommended)'],
  entryLinkMail: [
    '我们把链接发到对方邮箱，由本人设置密码。',
    'We send the link by e-mail, and they choose their own password.',
  ],
  entryLinkHand: [
    '没有设置邮件发送：添加后显示链接，请转交本人，由本人设置密码。',
    'This workspace sends no e-mail: the link is shown after adding. Pass it on, and they choose their own password.',
  ],
  invited: ['邀请已发到 {email}', 'The invitation is on its way to {email}'],
  invitedElsewhere: [
    '{name}已被邀请，用原来的邀请链接即可加入',
    '{name} is invited already and joins by the link of that invitation',
  ],
  invitedTag: ['待加入', 'Invited'],
  invitedUntil: ['邀请 {when} 前有效', 'The invitation works until {when}'],
  invitationOver: ['邀请已过期', 'The invitation has expired'],
  inviteAgain: ['重新发送邀请', 'Invite again'],
  withdraw: ['收回邀请', 'Take back the invitation'],
  withdrawTitle: ['收回给{name}的邀请？', 'Take back the invitation of {name}?'],
  withdrawText: [
    '邀请链接会立即失效，{name}不再是这里的成员。',
    'The link ends at once, and {name} is no member here.',
  ],
  withdrawn: ['已收回给{name}的邀请', 'The invitation of {name} was taken back'],
  linkTitle: ['请把链接转交给{name}', 'Pass this link on to {name}'],
  linkText: [
    '链接只显示这一次，只能使用一次，{until}前有效。请通过只有本人能看到的方式转交。',
    'It is shown this once, works once, and until {until}. Pass it on where only they see it.',
  ],
  linkMade: ['链接已生成', 'The link is ready'],
  linkLabel: ['链接', 'Link'],
  linkCopy: ['复制链接', 'Copy the link'],
  linkLocal: [
    '链接里的地址只能在这台电脑上打开。请设置环境变量 APP_URL 为大家使用的网址，再重新生成。',
    'The address in it opens on this computer only. Set APP_URL to the address that people use, then make it anew.',
  ],
  resetByLink: ['发送重设链接（推荐）', 'Send a reset link (recommended)'],
  resetByLinkMail: [
    '链接发到 {email}，30 分钟内有效，由本人设置新密码。',
    'It goes to {email}, works for 30 minutes, and they choose the new password.',
  ],
  resetByLinkHand: [
    '没有设置邮件发送：链接会显示出来，30 分钟内有效，请转交本人。',
    'This workspace sends no e-mail: the link is shown, works for 30 minutes, and is yours to pass on.',
  ],
  resetSent: ['重设链接已发到 {email}', 'The reset link is on its way to {email}'],
  hasFactor: ['已开启两步验证', 'Uses a second factor'],
  resetFactor: ['重置两步验证', 'Reset the second factor'],
  resetFactorTitle: ['重置{name}的两步验证？', 'Reset the second factor of {name}?'],
  resetFactorText: [
    '请先确认确实是本人提出的。{name}的所有登录和访问令牌会立即失效，之后只用密码登录，再重新设置。',
    'Make sure it is really them who asks. All sessions and API tokens of {name} end at once; they sign in with their password and set it up anew.',
  ],
  factorWasReset: ['{name}的两步验证已重置', 'The second factor of {name} was reset'],
  signOutMember: ['退出所有登录', 'Sign out everywhere'],
  signOutMemberTitle: ['让{name}在所有设备上退出登录？', 'Sign {name} out everywhere?'],
  signOutMemberText: ['{name}需要重新登录，其他不变。', '{name} has to sign in again; nothing else changes.'],
  memberSignedOut: ['{name}已在所有设备上退出登录', '{name} was signed out everywhere'],
})
