/** Empty is one thing: whatever a door says for it, null or an empty text, is no value. */
export const emptied = (value: unknown): unknown => (value === null || value === '' ? undefined : value)
