/** Under its own table a column need not say the table's name: "Customer name" is "Name" among customers. */
export function columnName(column: string, table: string): string {
  if (column.startsWith(table) && column.length > table.length) return capital(column.slice(table.length))
  const [first, ...rest] = column.split(' ')
  const named = rest.length > 0 && table.toLowerCase().startsWith(first!.toLowerCase())
  return named ? capital(rest.join(' ')) : column
}

const capital = (text: string): string => {
  const trimmed = text.trim()
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1)
}
