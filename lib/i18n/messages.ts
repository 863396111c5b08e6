/** How an area's catalogue is written: each message is a pair [zh-CN, en] in ICU syntax. */
export type Message = readonly [zh: string, en: string]

/** Checks the shape of an area and keeps its keys, so that `t('area.key')` is typed. */
export const messages = <const M extends Record<string, Message>>(area: M): M => area
