import type { ComponentChildren } from 'preact'

export interface Column<Row> {
  readonly title: string
  /** A number or a time: set to the right, so that its digits stand under each other. */
  readonly figure?: boolean
  readonly cell: (row: Row) => ComponentChildren
}

interface TablePanelProps<Row> {
  /** The element of the title, unique on the page. */
  readonly id: string
  readonly title: string
  /** The first names its row. */
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
}

/** A titled table. Where it is wider than the page it scrolls in itself, and the keyboard reaches it for that. */
export function TablePanel<Row>({ id, title, columns, rows, keyOf }: TablePanelProps<Row>) {
  const look = ({ figure = false }: Column<Row>) => (figure ? 'figure' : undefined)
  return (
    <section class="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div class="table" role="group" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={index} scope="col" class={look(column)}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                {columns.map((column, index) =>
                  index === 0 ? (
                    <th key={index} scope="row" class={look(column)}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={index} class={look(column)}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
