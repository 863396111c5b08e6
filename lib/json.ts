/** JSON values and JSON Schema fragments, as types. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }
/** A JSON Schema 2020-12 fragment. Kept as plain data; only Ajv interprets it. */
export type JsonSchema = { [keyword: string]: Json }
