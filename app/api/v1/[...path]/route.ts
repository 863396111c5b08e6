/** API v1 through Next, for development; in production the node server hands the same requests to the same function. */
import { handle } from '@/lib/api/dispatch'

export const dynamic = 'force-dynamic'
export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
