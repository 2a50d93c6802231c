import type { PreparedMessage } from '../protocol/prepared.ts'

/**
 * What every party has ready until its administrators change it: what has to be said at once when nobody has time to find
 * the words, and none of it a word more than is known. Each names its own side as "we" and the reader's politely.
 */
export const STARTING_MESSAGES: readonly PreparedMessage[] = [
  {
    id: 'false-alarm',
    name: 'False alarm',
    names: { ko: '오경보', ja: '誤警報' },
    texts: [
      {
        language: 'en',
        text: 'What you may have observed or been told of was a false alarm on our side. There is no threat. We ask you to take no action because of it.',
      },
      {
        language: 'ko',
        text: '귀측에서 관측하셨거나 통보받으셨을 수 있는 상황은 우리 측의 오경보입니다. 위협은 없습니다. 이를 이유로 어떠한 조치도 취하지 말아 주시기를 요청드립니다.',
      },
      {
        language: 'ja',
        text: '貴側で観測された、または通報を受けられた可能性のある事象は、当方の誤警報です。脅威はありません。これを理由とするいかなる措置も取られないようお願いいたします。',
      },
    ],
  },
  {
    id: 'our-test',
    name: 'Our test',
    names: { ko: '우리 측 시험', ja: '当方の試験' },
    texts: [
      {
        language: 'en',
        text: 'What you may be observing is a test of ours that was planned in advance. It is directed against nobody, and there is no cause for concern.',
      },
      {
        language: 'ko',
        text: '현재 귀측에서 관측하고 계실 수 있는 상황은 우리 측이 사전에 계획한 시험입니다. 어느 누구를 겨냥한 것도 아니며, 우려하실 이유가 없습니다.',
      },
      {
        language: 'ja',
        text: '現在貴側で観測されている可能性のある事象は、当方が事前に計画した試験です。いかなる相手に向けられたものでもなく、ご懸念には及びません。',
      },
    ],
  },
  {
    id: 'stand-by',
    name: 'Stand by',
    names: { ko: '대기 요청', ja: '待機のお願い' },
    texts: [
      {
        language: 'en',
        text: 'Please stand by on this line. We are clarifying the situation and will tell you more as soon as we can.',
      },
      {
        language: 'ko',
        text: '이 회선에서 대기하여 주시기 바랍니다. 우리 측은 상황을 확인하고 있으며, 가능한 한 신속히 추가 내용을 알려 드리겠습니다.',
      },
      {
        language: 'ja',
        text: 'この回線でお待ちください。当方で状況を確認しており、できる限り速やかに追ってお知らせいたします。',
      },
    ],
  },
  {
    id: 'missile-launch-seen',
    name: 'Missile launch seen',
    names: { ko: '미사일 발사 관측', ja: 'ミサイル発射を観測' },
    texts: [
      {
        language: 'en',
        text: 'We have observed what appears to be a missile launch. Please tell us whether you observe it too, and what you know of it.',
      },
      {
        language: 'ko',
        text: '우리 측은 미사일 발사로 보이는 상황을 관측하였습니다. 귀측에서도 관측하고 계신지, 그리고 이에 관하여 파악하고 계신 내용을 알려 주시기 바랍니다.',
      },
      {
        language: 'ja',
        text: '当方は、ミサイルの発射とみられる事象を観測しました。貴側でも観測されているか、また、これについて把握されている内容をお知らせください。',
      },
    ],
  },
  {
    id: 'aircraft-in-difficulty',
    name: 'Aircraft in difficulty',
    names: { ko: '항공기 비상', ja: '航空機の緊急事態' },
    texts: [
      {
        language: 'en',
        text: 'An aircraft of ours is in difficulty and may approach or enter your airspace. It has no hostile intent. We ask you for safe passage and assistance. Details will follow.',
      },
      {
        language: 'ko',
        text: '우리 측 항공기 한 대가 곤란한 상황에 처하여 귀측 영공에 접근하거나 진입할 수 있습니다. 적대적 의도는 없습니다. 안전한 통과와 지원을 요청드립니다. 세부 사항은 이어서 알려 드리겠습니다.',
      },
      {
        language: 'ja',
        text: '当方の航空機一機が困難な状況にあり、貴側の領空に接近または進入する可能性があります。敵対的な意図はありません。安全な通過とご支援をお願いいたします。詳細は追ってお知らせいたします。',
      },
    ],
  },
  {
    id: 'call-you-back',
    name: 'We will call you back',
    names: { ko: '다시 연락드림', ja: '折り返しご連絡' },
    texts: [
      {
        language: 'en',
        text: 'We cannot speak at this moment. We will call you back on this line as soon as possible.',
      },
      {
        language: 'ko',
        text: '지금은 통화하기 어렵습니다. 가능한 한 신속히 이 회선으로 다시 연락드리겠습니다.',
      },
      {
        language: 'ja',
        text: 'ただいま通話に応じることができません。できる限り速やかに、この回線で折り返しご連絡いたします。',
      },
    ],
  },
]
