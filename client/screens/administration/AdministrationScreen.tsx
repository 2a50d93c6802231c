import { useEffect } from 'preact/hooks'
import type { Line } from '../../../server/protocol/directory.ts'
import { ROLES, type Standing } from '../../../server/protocol/words.ts'
import { Button } from '../../components/Button.tsx'
import type { Administration } from '../../models/administration.ts'
import { useSurface } from '../surface.ts'

export function AdministrationScreen({ model }: { model: Administration }) {
  const { phone, t } = useSurface()
  const words = t.administration
  const directory = model.directory.value
  const me = phone.lines.own.value?.person
  useEffect(() => void model.read(), [model])

  const rolesThat = (line: Line, standing: Standing): string =>
    ROLES.filter((role) => line.standings[role] === standing)
      .map((role) => t.roles[role])
      .join(', ')
  return (
    <main class="page administration" id="content">
      <h1>{me ? words.of(phone.lines.partyName(me.party)) : words.title}</h1>
      <p class="page-note">{words.readOnly}</p>
      {directory.at === 'loading' && <p class="quiet-note">{t.loading}</p>}
      {directory.at === 'refused' && (
        <div class="note note-danger" role="alert">
          <p>
            {words.failed} {t.refusals[directory.refusal.code]}
          </p>
          <Button action={model.read}>{words.again}</Button>
        </div>
      )}
      {directory.at === 'there' && (
        <>
          <section class="panel" aria-labelledby="people">
            <h2 id="people">{words.people}</h2>
            <div class="table" role="group" aria-labelledby="people" tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{words.person}</th>
                    <th scope="col">{words.username}</th>
                    <th scope="col">{words.roles}</th>
                    <th scope="col">{words.state}</th>
                  </tr>
                </thead>
                <tbody>
                  {directory.people.map(({ person, name, roles, suspended }) => (
                    <tr key={person}>
                      <th scope="row">{name}</th>
                      <td>{person}</td>
                      <td>{roles.map((role) => t.roles[role]).join(', ')}</td>
                      <td>{suspended ? words.suspended : words.active}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
          <section class="panel" aria-labelledby="lines">
            <h2 id="lines">{words.lines}</h2>
            <div class="table" role="group" aria-labelledby="lines" tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{words.line}</th>
                    <th scope="col">{words.parties}</th>
                    <th scope="col">{words.rung}</th>
                    <th scope="col">{words.joins}</th>
                  </tr>
                </thead>
                <tbody>
                  {directory.lines.map((line) => (
                    <tr key={line.line}>
                      <th scope="row">{line.name}</th>
                      <td>{line.parties.map(phone.lines.partyName).join(', ')}</td>
                      <td>{rolesThat(line, 'rung')}</td>
                      <td>{rolesThat(line, 'joins')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        </>
      )}
    </main>
  )
}
