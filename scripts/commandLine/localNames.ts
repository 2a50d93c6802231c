import type { Person } from '../../server/protocol/directory.ts'
import { languageSchema } from '../../server/protocol/texts.ts'
import { Misuse, namesOf, type Typed } from './run.ts'

type LocalNames = NonNullable<Person['names']>

/**
 * What `--names ko=한서진,ja=ハン・ソジン` says that somebody, a party or a line is called in other languages, each written as that
 * language does; undefined where nothing is said of it, and empty where it is to have none.
 *
 * @throws Misuse for what is no name in a language.
 */
export function localNamesOf(typed: Typed): LocalNames | undefined {
  const pairs = namesOf(typed, 'names')
  if (pairs === undefined) return undefined
  const names = pairs.map((pair) => {
    const [said = '', ...rest] = pair.split('=')
    const language = said.trim()
    const name = rest.join('=').trim()
    if (name === '' || !languageSchema.safeParse(language).success)
      throw new Misuse(`Say a language and a name, as in ko=한서진, instead of "${pair}".`)
    return [language, name] as const
  })
  const twice = names.find(([language], index) => names.findIndex(([other]) => other === language) !== index)
  if (twice !== undefined) throw new Misuse(`Say one name in ${twice[0]}, not two.`)
  return Object.fromEntries(names)
}

/** As they are typed, for the table of people. */
export const localNamesTold = ({ names = {} }: Pick<Person, 'names'>): string =>
  Object.entries(names)
    .map(([language, name]) => `${language}=${name}`)
    .join(',')
