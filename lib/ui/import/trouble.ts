/** A file that cannot be imported: which words say why, and what to do. */

import type { MessageKey } from '@/lib/i18n/messages/index'
import type { MessageArguments } from '@/lib/i18n/translate'

export class Trouble extends Error {
  constructor(
    readonly key: MessageKey,
    readonly args?: MessageArguments,
  ) {
    super(key)
    this.name = 'Trouble'
  }
}

/** What one import may hold; said before a file is read. */
export const most = { megabytes: 20, rows: 50_000, columns: 300 }
