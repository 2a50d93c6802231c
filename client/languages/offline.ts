import type { Language } from './languages.ts'

/** The page that a console shows when there is no server: its words are in the service worker, which can load nothing then. */
interface OfflineSentences {
  readonly title: string
  readonly heading: string
  readonly says: readonly string[]
}

const OFFLINE_SENTENCES: Readonly<Record<Language, OfflineSentences>> = {
  en: {
    title: 'No connection – Ringdown',
    heading: 'No connection to the server',
    says: [
      'No call can reach this console. It tries again every three seconds, and opens by itself when the server is there.',
      'If it stays so, look at the network of this machine, and use another way to call.',
    ],
  },
  ko: {
    title: '연결 없음 – Ringdown',
    heading: '서버와 연결되어 있지 않습니다',
    says: [
      '어떤 통화도 이 단말에 도달할 수 없습니다. 3초마다 다시 시도하며, 서버에 연결되면 자동으로 열립니다.',
      '계속되면 이 컴퓨터의 네트워크를 확인하고 다른 방법으로 연락하십시오.',
    ],
  },
  ja: {
    title: '接続なし – Ringdown',
    heading: 'サーバーに接続していません',
    says: [
      'どの通話もこの端末に届きません。3秒ごとに再試行し、サーバーに接続すると自動的に開きます。',
      '続く場合は、このコンピューターのネットワークを確認し、別の方法で連絡してください。',
    ],
  },
}

/** In the language of the browser, as nobody is known there to have chosen another. */
export function offlineSentences(tags: readonly string[]): OfflineSentences & { readonly language: Language } {
  const spoken = (tag: string): Language[] => {
    const [wanted] = tag.split('-')
    return (['en', 'ko', 'ja'] as const).filter((language) => language === wanted?.toLowerCase())
  }
  const language = tags.flatMap(spoken)[0] ?? 'en'
  return { ...OFFLINE_SENTENCES[language], language }
}
