/** What the server refuses with, in Korean, by its English sentence; `{}` is what the server has put into it, `{0}` the first of these. */
export const koRefusals: Readonly<Record<string, string>> = {
  'Nobody interprets into this channel at the moment.': '지금 이 통역 채널에서 통역하는 사람이 없습니다.',
  'Take a desk whose pair has that channel before you speak into it.':
    '말하려는 채널이 포함된 통역석을 먼저 맡으십시오.',
  'You have entered the caucus of this call too often.': '이 통화의 내부 협의에 너무 자주 참가했습니다.',
  'Leave the caucus first: nobody interprets from there.':
    '먼저 내부 협의에서 퇴장하십시오. 내부 협의 중에는 통역할 수 없습니다.',
  'Leave the caucus first: nothing goes to all from there.':
    '먼저 내부 협의에서 퇴장하십시오. 내부 협의 중에는 모두에게 송출할 수 없습니다.',
  'You are not in the caucus of your party.': '귀하는 내부 협의에 참가하고 있지 않습니다.',
  'A listener hears and reads the caucus and says nothing in it.': '청취자는 내부 협의를 듣고 읽을 수만 있습니다.',
  'Only an interpreter takes a desk.': '통역석은 통역사만 맡을 수 있습니다.',
  'A listener hears the call and cannot change its mode.': '청취자는 통화를 들을 수만 있으며 방식을 바꿀 수 없습니다.',
  'Only an interpreter speaks into a channel.': '통역 채널에는 통역사만 말할 수 있습니다.',
  'Take a desk first.': '먼저 통역석을 맡으십시오.',
  'The record of this call cannot be read at the moment.': '지금은 이 통화 기록을 읽을 수 없습니다.',
  'There is no such call, or you are not in it.': '그런 통화가 없거나, 그 통화에 참가하고 있지 않습니다.',
  'There is no such recall any more. Begin a new one.': '재생 구간이 더 이상 없습니다. 새로 시작하십시오.',
  'There is nothing yet that could be heard again.': '아직 다시 들을 내용이 없습니다.',
  'This call has no such channel.': '이 통화에 없는 채널입니다.',
  'That channel is not of the pair of your desk.': '귀하의 통역석에서 맡은 언어의 채널이 아닙니다.',
  'This call is not recorded, so nothing of it can be heard again.': '이 통화는 녹화되지 않아 다시 들을 수 없습니다.',
  'You do not hear this call at the moment. Come back to it first.':
    '지금 이 통화를 듣고 있지 않습니다. 먼저 통화로 복귀하십시오.',
  'You interpret into that channel. Listen to the floor, or to another one.':
    '귀하가 통역하고 있는 채널입니다. 회의장 원음이나 다른 채널을 들으십시오.',
  'You are live on no channel.': '송출 중인 채널이 없습니다.',
  'Nobody else has a desk from which this channel could be taken over.':
    '이 채널을 이어받을 수 있는 다른 통역석이 없습니다.',
  'Somebody interprets into this channel. It is yours as soon as they hand it over.':
    '다른 통역사가 이 채널로 통역하고 있습니다. 교대하면 이어받습니다.',
  'The call is not in consecutive mode.': '이 통화는 순차 통역 방식이 아닙니다.',
  'Notes are written by the note-takers of your party.': '회담 메모는 소속 당사국의 기록 담당관이 작성합니다.',
  'Join the call to take notes of it.': '통화에 참가해야 메모를 작성할 수 있습니다.',
  'There are too many notes of this call.': '이 통화의 메모가 너무 많습니다.',
  'The memorandum could not be written. Try again.': '면담록을 작성하지 못했습니다. 다시 시도하십시오.',
  'There is no such note.': '없는 메모입니다.',
  '{} has withdrawn this note meanwhile.': '그동안 {0} 님이 이 메모를 철회했습니다.',
  '{} has changed this note meanwhile. Look at it first.': '그동안 {0} 님이 이 메모를 변경했습니다. 먼저 확인하십시오.',
  'This note was changed too often.': '이 메모는 너무 여러 번 변경되었습니다.',
  'The log of these notes is damaged, and nothing can be added. Tell the operator.':
    '이 메모의 로그가 손상되어 추가할 수 없습니다. 운영자에게 알리십시오.',
  'The server could not write that down, or cannot say whether it did. Try again.':
    '서버가 기록하지 못했거나 기록 여부를 알 수 없습니다. 다시 시도하십시오.',
  'There is no such call, or it is not one of your party’s.': '없는 통화이거나 우리 당사국의 통화가 아닙니다.',
  'Your role does not read the notes of your party.': '귀하의 역할로는 소속 당사국의 메모를 읽을 수 없습니다.',
  'These notes cannot be read at this moment. Try again.': '지금은 이 메모를 읽을 수 없습니다. 다시 시도하십시오.',
  'The log of these notes cannot be read. Tell the operator.':
    '이 메모의 로그를 읽을 수 없습니다. 운영자에게 알리십시오.',
  'Say first what this console can receive (warm-line:ready).': '이 단말이 무엇을 수신할 수 있는지 먼저 알려야 합니다.',
  'A call is up on this line. It can be tested when the call is over.':
    '이 회선은 통화 중입니다. 통화가 끝난 다음 시험할 수 있습니다.',
  'A listener cannot give the floor to anybody.': '청취자는 발언권을 부여할 수 없습니다.',
  'A listener cannot take the floor back from anybody.': '청취자는 발언권을 회수할 수 없습니다.',
  'A listener cannot mute anybody. You can ask them to mute.':
    '청취자는 다른 사람을 음소거할 수 없습니다. 음소거를 요청할 수 있습니다.',
  'A listener hears the call and cannot put a {} on it.': '청취자는 통화를 들을 수만 있으며 {0} 송출은 할 수 없습니다.',
  'A listener hears the call and cannot put anything on it.':
    '청취자는 통화를 들을 수만 있으며 아무것도 송출할 수 없습니다.',
  'A listener reads the text line and cannot acknowledge for their party.':
    '청취자는 문자 회선을 읽을 수만 있으며 당사국을 대신하여 수신 확인을 할 수 없습니다.',
  'A listener reads the text line and cannot write on it.': '청취자는 문자 회선을 읽을 수만 있습니다.',
  'A message is acknowledged by the other parties.': '메시지의 수신 확인은 다른 당사국이 합니다.',
  'A test of this line is running.': '이 회선을 시험하고 있습니다.',
  'A watch officer of your party confirms a roll-call.': '정시 점호는 소속 당사국의 당직관이 확인합니다.',
  'An admin acknowledges an alarm.': '경보는 관리자가 확인합니다.',
  'Begin this sitting before you play in it.': '재생을 시작한 다음 들을 수 있습니다.',
  'Come back to the call before you end it for everybody.': '통화에 복귀한 다음 모두의 통화를 종료할 수 있습니다.',
  'Come into the call before you ring others.': '통화에 들어온 다음 다른 사람을 호출할 수 있습니다.',
  'Join the call before you end it for everybody.': '통화에 참가한 다음 모두의 통화를 종료할 수 있습니다.',
  'Metrics are read on this machine, or with the metrics token.':
    '측정값은 이 컴퓨터에서 읽거나 측정용 토큰으로 읽습니다.',
  'More comes on this track than such a track can send.': '이 트랙으로 허용된 것보다 많은 데이터가 들어왔습니다.',
  'Nobody has answered yet. You can join as soon as the call is up.':
    '아직 아무도 응답하지 않았습니다. 통화가 시작되면 참가할 수 있습니다.',
  'Nothing of this call was recorded.': '이 통화는 녹화된 내용이 없습니다.',
  'Only a console commands that.': '단말에서만 할 수 있습니다.',
  'Only the party that placed the call can cancel it.': '발신한 당사국만 발신을 취소할 수 있습니다.',
  'Only the recording of a test that is over is deleted.': '끝난 시험의 녹화만 삭제합니다.',
  'Only the server reports that.': '서버만 보고할 수 있습니다.',
  'Only who is in the call can do that.': '통화에 참가한 사람만 할 수 있습니다.',
  'Other records are still being read for you. Wait for those.':
    '다른 기록을 아직 읽고 있습니다. 끝날 때까지 기다리십시오.',
  'Somebody else has changed these messages meanwhile. Read them again.':
    '그동안 다른 사람이 메시지를 변경했습니다. 다시 읽으십시오.',
  'Somebody has answered. Leave the call, or end it for everybody.':
    '이미 응답한 사람이 있습니다. 통화에서 퇴장하거나 모두의 통화를 종료하십시오.',
  'Somebody of that party is in the call.': '그 당사국 사람이 이미 통화에 있습니다.',
  'That call is over.': '그 통화는 끝났습니다.',
  'That message is too old to be acknowledged here.': '오래된 메시지여서 여기서 수신 확인을 할 수 없습니다.',
  'That party has not been rung yet.': '그 당사국은 아직 호출되지 않았습니다.',
  'That party is not rung on this call.': '그 당사국은 이 통화의 호출 대상이 아닙니다.',
  'That person is in the call.': '그 사람은 이미 통화에 있습니다.',
  'That person is not of that party.': '그 사람은 그 당사국 소속이 아닙니다.',
  'That person is signed in nowhere on this line.': '그 사람은 이 회선의 어느 단말에도 로그인하지 않았습니다.',
  'That ring is over.': '그 호출은 끝났습니다.',
  'That ring was not for you.': '귀하에게 온 호출이 아닙니다.',
  'That roll-call is long over.': '그 정시 점호는 오래전에 끝났습니다.',
  'That test is over.': '그 시험은 끝났습니다.',
  'The highest precedence that your role may originate on {} is {}. Place the call as {}, or ask somebody whose role it is.':
    '귀하의 역할로 {0} 회선에서 발신할 수 있는 최고 우선순위는 {1}입니다. 우선순위를 {2} 이하로 하여 발신하거나 권한이 있는 사람에게 요청하십시오.',
  'The log of the line {} is damaged. Use another way to call, and tell the operator.':
    '{0} 회선의 로그가 손상되었습니다. 다른 방법으로 연락하고 운영자에게 알리십시오.',
  'The log of this call is damaged. Tell the operator.': '이 통화의 로그가 손상되었습니다. 운영자에게 알리십시오.',
  'The log of who has opened this record is damaged, so it stays closed. Tell the operator.':
    '이 기록의 열람 로그가 손상되어 기록을 열 수 없습니다. 운영자에게 알리십시오.',
  'The media server is being restarted. Try again in a second.':
    '미디어 서버를 다시 시작하고 있습니다. 잠시 후 다시 시도하십시오.',
  'The present password is not right.': '현재 비밀번호가 맞지 않습니다.',
  'The server could not confirm that. It may have happened: look, or try again.':
    '서버가 결과를 확인하지 못했습니다. 이미 처리되었을 수 있으니 확인하거나 다시 시도하십시오.',
  'The server could not do that now. Nothing has changed. Try again.':
    '지금은 서버가 처리하지 못했습니다. 변경된 것은 없습니다. 다시 시도하십시오.',
  'The server could not do that. Try again.': '서버가 처리하지 못했습니다. 다시 시도하십시오.',
  'The server was started just now and is still reading the earlier calls of the lines. Try again in a moment.':
    '서버가 방금 시작되어 회선의 이전 통화를 읽고 있습니다. 잠시 후 다시 시도하십시오.',
  'The server was started just now and is still reading the earlier tests of the lines. Try again in a moment.':
    '서버가 방금 시작되어 회선의 이전 시험을 읽고 있습니다. 잠시 후 다시 시도하십시오.',
  'The server was started just now and is still reading the earlier tests of this line. Try again in a moment.':
    '서버가 방금 시작되어 이 회선의 이전 시험을 읽고 있습니다. 잠시 후 다시 시도하십시오.',
  'The username {} is taken, and a username is never given to somebody else.':
    '사용자 이름 {0}: 이미 사용되었으며 다른 사람에게 다시 부여하지 않습니다.',
  'There are no messages of those numbers yet.': '그 번호의 메시지는 아직 없습니다.',
  'There is a line {} already.': '이미 있는 회선입니다: {0}.',
  'There is a party {} already.': '이미 있는 당사국입니다: {0}.',
  'There is no line {}.': '없는 회선입니다: {0}.',
  'There is no message of that number yet.': '그 번호의 메시지는 아직 없습니다.',
  'There is no party {}.': '없는 당사국입니다: {0}.',
  'There is no such alarm, or it is not one of your party.': '없는 경보이거나 우리 당사국의 경보가 아닙니다.',
  'Only pictures can be paused: who is in a call hears it.':
    '영상만 중지할 수 있습니다. 통화에 참가하면 소리는 항상 들립니다.',
  'There is no such consumer of this console.': '이 단말에 없는 수신 항목입니다.',
  'There is no such line, or it is not one of your party.': '없는 회선이거나 우리 당사국의 회선이 아닙니다.',
  'There is no such line, or it is not one of yours.': '없는 회선이거나 귀하의 회선이 아닙니다.',
  'There is no such line.': '없는 회선입니다.',
  'There is no such party.': '없는 당사국입니다.',
  'There is no such record, or it is not one of your party’s lines.':
    '없는 기록이거나 우리 당사국 회선의 기록이 아닙니다.',
  'There is no such record.': '없는 기록입니다.',
  'There is no such roll-call, or it is long over.': '없는 정시 점호이거나 오래전에 끝났습니다.',
  'There is no such track of this console.': '이 단말에 없는 트랙입니다.',
  'There is nobody with the username {}.': '사용자 이름이 {0}인 사람이 없습니다.',
  'There is nothing at this address that could be changed like this.':
    '이 주소에는 이렇게 변경할 수 있는 것이 없습니다.',
  'They have declined just now, and not for the first time. Ring them again later.':
    '방금 다시 거절했습니다. 잠시 후 다시 호출하십시오.',
  'They are not in the call at the moment.': '그 사람은 지금 통화에 없습니다.',
  'This access could not be written down, so the record stays closed. Try again.':
    '열람 사실을 기록하지 못하여 기록을 열지 않았습니다. 다시 시도하십시오.',
  'This call does not ring for you.': '귀하를 호출하는 통화가 아닙니다.',
  'This call no longer rings for your party.': '이 통화는 더 이상 우리 당사국을 호출하지 않습니다.',
  'This call no longer rings for your party. You can join it.':
    '이 통화는 더 이상 우리 당사국을 호출하지 않습니다. 통화에 참가할 수 있습니다.',
  'This cannot be read: {} Verifying the record says more.':
    '읽을 수 없습니다. 기록을 검증하면 자세한 내용을 알 수 있습니다.',
  'This check of a path is over: begin another.': '이 경로 점검은 끝났습니다. 새로 시작하십시오.',
  'This console has no part in the test.': '이 단말은 시험에 참여하지 않습니다.',
  'This console is gone: its socket is closed.': '이 단말의 연결이 닫혔습니다.',
  'This console is not in that call at the moment.': '이 단말은 지금 그 통화에 없습니다.',
  'This console is not in that call.': '이 단말은 그 통화에 없습니다.',
  'This console is not in the call.': '이 단말은 통화에 없습니다.',
  'This installation has a certificate of its own: there is none to trust.':
    '이 시스템은 별도의 인증서를 사용하므로 추가할 인증 기관이 없습니다.',
  'This is for people with the role {}.': '다음 역할만 할 수 있습니다: {0}.',
  'This line was tested just now. Its card says from when on it can be tested again.':
    '방금 시험한 회선입니다. 다시 시험할 수 있는 시각은 회선 카드에 있습니다.',
  'This prepared message has been changed. Read it again before you send it.':
    '이 사전 작성 메시지가 변경되었습니다. 다시 읽은 다음 보내십시오.',
  'This request comes from a page of another site.': '다른 사이트의 페이지에서 온 요청입니다.',
  'This session has ended. Sign in again.': '세션이 끝났습니다. 다시 로그인하십시오.',
  'This warm line has been replaced or lost: make it anew.': '회선 연결이 바뀌었거나 끊어졌습니다. 다시 연결하십시오.',
  'This warm line has no such transport.': '이 회선 연결에 없는 경로입니다.',
  'Too many messages are missing in between. Read those first.':
    '사이에 빠진 메시지가 너무 많습니다. 먼저 그 메시지를 읽으십시오.',
  'Too many requests at your consoles. Wait a second.': '귀하의 단말에서 요청이 너무 많습니다. 잠시 기다리십시오.',
  'Whoever of that party is signed in is lost or on hold in the call, and cannot be rung.':
    '그 당사국의 로그인한 사람은 통화에서 연결이 끊어졌거나 보류 중이어서 호출할 수 없습니다.',
  'You are signed in at {} consoles already. Close one first.':
    '이미 단말 {0}대에 로그인되어 있습니다. 먼저 하나를 닫으십시오.',
  'You ask for too much at once. Wait a moment.': '한꺼번에 너무 많이 요청했습니다. 잠시 기다리십시오.',
  'You have come into this call {} times. Ask somebody else to be in it for you.':
    '이 통화에 {0}번 들어왔습니다. 다른 사람에게 대신 참가해 달라고 요청하십시오.',
  'You have no part in this line.': '이 회선에 참여하지 않습니다.',
  'You have opened more tracks in this call than one person may.':
    '이 통화에서 한 사람에게 허용된 것보다 많은 트랙을 열었습니다.',
  'Your consoles connect again too often. Wait a second.':
    '귀하의 단말이 너무 자주 다시 연결합니다. 잠시 기다리십시오.',
  'Your party has no such missed ring.': '우리 당사국에 그런 부재중 호출이 없습니다.',
  'Your party has no such prepared message any more.': '우리 당사국에 그 사전 작성 메시지가 더 이상 없습니다.',
  'Your password or your account was changed by somebody else meanwhile.':
    '그동안 다른 사람이 귀하의 비밀번호나 계정을 변경했습니다.',
  'Your role cannot end the call for everybody. Leave it instead.':
    '귀하의 역할로는 모두의 통화를 종료할 수 없습니다. 퇴장만 할 수 있습니다.',
  'Your role joins calls on this line; a principal or watch officer of your party can place one.':
    '귀하의 역할은 이 회선의 통화에 참가만 할 수 있습니다. 발신은 소속 당사국의 수석대표나 당직관이 합니다.',
  'Your role on this line does not allow that.': '이 회선에서 귀하의 역할에는 허용되지 않습니다.',
  'Your role on this line has just changed. Try again.':
    '이 회선에서 귀하의 역할이 방금 바뀌었습니다. 다시 시도하십시오.',
  'Your role on this line listens: it sends nothing.': '이 회선에서 귀하의 역할은 듣기만 하며 송출하지 않습니다.',
  '{} Try again in {} s.': '시도 횟수가 너무 많습니다. {1}초 후에 다시 시도하십시오.',
}
