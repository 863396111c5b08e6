/** Derived names in PostgreSQL: link table, index, index of the trash, unique index, foreign key of a field, by its number; 63 bytes are never in question. */
export const linkTableName = (number: number): string => `_l_${number}`
export const indexName = (number: number): string => `_x_${number}`
export const trashIndexName = (number: number): string => `_t_${number}`
export const uniqueName = (number: number): string => `_u_${number}`
export const foreignKeyName = (number: number): string => `_f_${number}`
/** Where the column of a field goes whose type was changed, for 30 days; and where a new one is filled before it is there. */
export const asideName = (number: number): string => `_o_${number}`
export const stagedName = (number: number): string => `_n_${number}`
/** The field number in a derived name, as a violated constraint reports it. */
export const numberOf = (name: string): number | undefined => {
  const digits = /^_[a-z]_([0-9]+)$/.exec(name)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
