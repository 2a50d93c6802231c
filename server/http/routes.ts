import type { RouteName } from '../calls/routeAuthority.ts'
import { describeApi } from './openapi.ts'
import type { HttpPorts } from './ports.ts'
import type { RouteTable } from './route.ts'
import { directoryRoutes } from './routes/directory.ts'
import { preparedRoutes } from './routes/prepared.ts'
import { historyRoutes } from './routes/history.ts'
import { recallRoutes } from './routes/recalls.ts'
import { recordRoutes } from './routes/records.ts'
import { sessionRoutes } from './routes/session.ts'
import { systemRoutes, type SystemOptions } from './routes/system.ts'

/** Every route of the product. */
export function createRoutes(ports: HttpPorts, options: SystemOptions): RouteTable {
  const describe = (): unknown => describeApi(table)
  const table: RouteTable = exactly({
    ...sessionRoutes(ports),
    ...directoryRoutes(ports),
    ...preparedRoutes(ports),
    ...historyRoutes(ports),
    ...recallRoutes(ports),
    ...recordRoutes(ports),
    ...systemRoutes(ports, options, describe),
  })
  return table
}

/** Holds at compile time that each row of the table of authority has its route, and each route its row. */
const exactly = <Table extends RouteTable & Readonly<Record<Exclude<keyof Table, RouteName>, never>>>(
  table: Table,
): RouteTable => table
