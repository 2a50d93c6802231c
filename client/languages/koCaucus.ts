/** The caucus of one's own party. */
export const koCaucus = {
  title: '내부 협의',
  only: (party: string) => `${party} 측에만 들립니다. 카메라와 화면 공유는 꺼져 있습니다.`,
  lead: (party: string) =>
    `${party} 측끼리만 듣고 읽는 대화입니다. 협의를 했다는 사실은 기록되지만 내용은 기록되지 않습니다. 회의장에는 음소거 상태로 돌아옵니다.`,
  people: (names: string) => `내부 협의 중: ${names}`,
  enter: '내부 협의 참가',
  leave: '내부 협의 퇴장',
  messages: '내부 협의 메시지',
  field: '내부 협의 메시지 입력',
  send: '내부 협의에 보내기',
  hint: '어디에도 저장되지 않으며 통화가 끝나면 사라집니다.',
  muted: '내부 협의에서 음소거 상태로 아무에게도 들리지 않습니다.',
  alone: '내부 협의에 아직 혼자이므로 아무에게도 들리지 않습니다.',
  /** At the button of the microphone. */
  microphone: '내부 협의만',
  /** At the text line of all parties. */
  textLine: '내부 협의 중입니다. 여기에 쓰는 내용은 회선의 모두가 읽습니다.',
  placeholder: '우리 측에만 보이는 메시지',
  /** By which way they came out of it: all hear them only when they unmute. */
  out: {
    left: '내부 협의에서 퇴장했습니다. 회의장에서는 음소거 상태입니다.',
    lost: '연결이 끊어져 내부 협의가 종료되었습니다. 회의장에서는 음소거 상태입니다.',
    held: '통화 보류로 내부 협의가 종료되었습니다. 회의장에서는 음소거 상태입니다.',
    gone: '앞서 내부 협의 중이었습니다. 회의장에서는 음소거 상태입니다.',
  },
  listens: '내부 협의를 듣고 읽을 수만 있습니다.',
}
