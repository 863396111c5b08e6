/** The configuration: every environment variable Tian reads, what it means, and its validated value. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defaultLocale, type Labels, locales } from '@/lib/i18n/labels'
import { StartError } from './start-error'

interface Variable<T> {
  label: Labels
  /** What holds when the variable is not set; absent where Tian makes the value itself or does without. */
  default?: string
  /** May also be given as a file, `<NAME>_FILE`, so that it need not stand in the environment. */
  secret?: boolean
  /** The value, or undefined when the text is not one. */
  read(text: string): T | undefined
}

const text = (t: string) => t
const whole = (min: number, max: number) => (t: string) =>
  /^\d+$/.test(t) && Number(t) >= min && Number(t) <= max ? Number(t) : undefined
const yesNo = (t: string) => ({ '1': true, true: true, '0': false, false: false })[t]
const url = (schemes: RegExp) => (t: string) =>
  URL.canParse(t) && schemes.test(t) ? t.replace(/\/+$/, '') : undefined
const postgres = url(/^postgres(ql)?:/)
const locale = (t: string) => locales.find((l) => l === t || l.split('-')[0] === t)
const zone = (t: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: t }).resolvedOptions().timeZone && t
  } catch {
    return undefined
  }
}

/** One line per variable; `docs` prints this table, and nothing reads the environment elsewhere. */
export const variables = {
  PORT: {
    label: { 'zh-CN': '网页端口', en: 'Port of the web server' },
    default: '3000',
    read: whole(1, 65535),
  },
  HOST: {
    label: {
      'zh-CN': '监听地址；填 0.0.0.0 可让其他设备访问',
      en: 'Address to listen on; 0.0.0.0 lets other devices in',
    },
    default: '127.0.0.1',
    read: text,
  },
  APP_URL: {
    label: {
      'zh-CN': '用户在浏览器里打开的网址，默认 http://localhost:端口',
      en: 'The address people open in their browser; http://localhost:PORT unless set',
    },
    read: url(/^https?:/),
  },
  DATA_DIR: {
    label: {
      'zh-CN': '数据目录：内置数据库、附件、密钥',
      en: 'Data directory: embedded database, attachments, secrets',
    },
    default: './data',
    read: (t: string) => resolve(t),
  },
  DATABASE_URL: {
    label: {
      'zh-CN': '使用自己的 PostgreSQL（15 或更高），不启动内置数据库',
      en: 'Use your own PostgreSQL (15 or newer) instead of the embedded one',
    },
    secret: true,
    read: postgres,
  },
  DATABASE_APP_URL: {
    label: {
      'zh-CN': '读写数据用的数据库账号（可选），与拥有者账号分开',
      en: 'Optional: sign-in of a separate database role that only reads and writes rows',
    },
    secret: true,
    read: postgres,
  },
  DATABASE_POOL: {
    label: { 'zh-CN': '数据库连接数上限', en: 'Most database connections at a time' },
    default: '10',
    read: whole(1, 200),
  },
  NEXTAUTH_SECRET: {
    label: {
      'zh-CN': '登录签名密钥；不填则自动生成并保存在数据目录',
      en: 'Key that signs sessions; made and kept in the data directory unless set',
    },
    secret: true,
    read: (t: string) => (t.length >= 32 ? t : undefined),
  },
  DEFAULT_LOCALE: {
    label: { 'zh-CN': '默认语言：zh-CN 或 en', en: 'Default language: zh-CN or en' },
    default: defaultLocale,
    read: locale,
  },
  WORKSPACE_ZONE: {
    label: {
      'zh-CN': '工作区时区，决定“今天”是哪天；未设置时看 TZ',
      en: 'Time zone of the workspace, which decides what "today" is; TZ counts when unset',
    },
    default: 'Asia/Shanghai',
    read: zone,
  },
  TRUST_PROXY: {
    label: {
      'zh-CN': '前面有反向代理时设为 1，采用它给出的访客地址',
      en: '1 behind a reverse proxy: take the visitor address it gives',
    },
    default: '0',
    read: yesNo,
  },
  SMTP_URL: {
    label: {
      'zh-CN': '发邮件的服务器，如 smtps://账号:密码@smtp.example.com；不填则由管理员转交链接',
      en: 'Server to send mail by, such as smtps://user:password@smtp.example.com; unset, administrators pass links on',
    },
    secret: true,
    read: url(/^smtps?:/),
  },
  MAIL_FROM: {
    label: {
      'zh-CN': '发件人，如 no-reply@example.com；使用 SMTP_URL 时必填',
      en: 'Sender of mail, such as no-reply@example.com; needed with SMTP_URL',
    },
    read: (t: string) => (/^([^<>@\n]+<)?[^\s<>@,;]+@[^\s<>@,;]+>?$/.test(t) ? t : undefined),
  },
  OIDC_ISSUER: {
    label: { 'zh-CN': '单点登录（OIDC）的签发方网址', en: 'Single sign-on (OIDC): address of the issuer' },
    read: url(/^https?:/),
  },
  OIDC_CLIENT_ID: { label: { 'zh-CN': 'OIDC 客户端 ID', en: 'OIDC client id' }, read: text },
  OIDC_CLIENT_SECRET: {
    label: { 'zh-CN': 'OIDC 客户端密钥', en: 'OIDC client secret' },
    secret: true,
    read: text,
  },
  OIDC_NAME: {
    label: { 'zh-CN': '登录按钮上的名称', en: 'Name on the sign-in button' },
    default: 'SSO',
    read: text,
  },
  OWNER_NAME: {
    label: { 'zh-CN': '无人值守安装：拥有者姓名', en: "Unattended set-up: the owner's name" },
    read: text,
  },
  OWNER_EMAIL: {
    label: { 'zh-CN': '无人值守安装：拥有者邮箱', en: "Unattended set-up: the owner's e-mail" },
    read: text,
  },
  OWNER_PASSWORD: {
    label: { 'zh-CN': '无人值守安装：拥有者密码', en: "Unattended set-up: the owner's password" },
    secret: true,
    read: text,
  },
} satisfies Record<string, Variable<unknown>>

type Variables = typeof variables
type Value<V extends { read(text: string): unknown }> =
  | Exclude<ReturnType<V['read']>, undefined>
  | (V extends { default: string } ? never : undefined)
/** The variables by name, with their types. */
export type Environment = { [K in keyof Variables]: Value<Variables[K]> }

/** Reads and checks everything; the first wrong value is a reason not to start. */
export function readEnvironment(env: Record<string, string | undefined> = process.env): Environment {
  const given = (name: string, variable: Variable<unknown>) => {
    const file = variable.secret && env[`${name}_FILE`]
    return (file ? secretFile(name, file) : env[name]?.trim()) || undefined
  }
  const fallback = { WORKSPACE_ZONE: env.TZ && zone(env.TZ) } as Record<string, string | undefined>
  const entries = Object.entries(variables as Record<string, Variable<unknown>>).map(([name, variable]) => {
    const value = given(name, variable) ?? fallback[name] ?? variable.default
    const parsed = value === undefined ? undefined : variable.read(value)
    if (value !== undefined && parsed === undefined) throw new StartError('ENV_INVALID', { name })
    return [name, parsed]
  })
  return Object.fromEntries(entries) as Environment
}

function secretFile(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    throw new StartError('ENV_FILE_UNREADABLE', { name: `${name}_FILE`, path })
  }
}
