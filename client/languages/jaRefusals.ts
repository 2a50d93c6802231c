/** What the server refuses with, in Japanese, by its English sentence; `{}` is what the server has put into it, `{0}` the first of these. */
export const jaRefusals: Readonly<Record<string, string>> = {
  'Nobody interprets into this channel at the moment.': '今この通訳チャンネルで通訳している人はいません。',
  'Take a desk whose pair has that channel before you speak into it.':
    '先に、そのチャンネルを担当する通訳席に着いてください。',
  'You have entered the caucus of this call too often.': 'この通話の内部協議への参加回数が上限に達しました。',
  'Leave the caucus first: nobody interprets from there.':
    '先に内部協議から退出してください。内部協議中は通訳できません。',
  'Leave the caucus first: nothing goes to all from there.':
    '先に内部協議から退出してください。内部協議中は全員への送出はできません。',
  'You are not in the caucus of your party.': '内部協議に参加していません。',
  'A listener hears and reads the caucus and says nothing in it.':
    '傍聴者は内部協議の音声と文字を受け取るだけで、発言できません。',
  'Only an interpreter takes a desk.': '通訳席に着けるのは通訳だけです。',
  'A listener hears the call and cannot change its mode.': '傍聴者は通話を聞くだけで、方式を変更できません。',
  'Only an interpreter speaks into a channel.': '通訳チャンネルで話せるのは通訳だけです。',
  'Take a desk first.': '先に通訳席に着いてください。',
  'The record of this call cannot be read at the moment.': '今はこの通話記録を読み込めません。',
  'There is no such call, or you are not in it.': 'その通話は存在しないか、あなたは参加していません。',
  'There is no such recall any more. Begin a new one.': 'その再生区間はもうありません。新しく開始してください。',
  'There is nothing yet that could be heard again.': 'もう一度聞ける発言はまだありません。',
  'This call has no such channel.': 'この通話にそのチャンネルはありません。',
  'That channel is not of the pair of your desk.': 'あなたの通訳席が担当する言語のチャンネルではありません。',
  'This call is not recorded, so nothing of it can be heard again.':
    'この通話は録画されていないため、もう一度聞くことはできません。',
  'You do not hear this call at the moment. Come back to it first.':
    '今はこの通話を聞いていません。先に通話に復帰してください。',
  'You interpret into that channel. Listen to the floor, or to another one.':
    'あなたが通訳しているチャンネルです。フロア音声または別のチャンネルを聞いてください。',
  'You are live on no channel.': '送出中のチャンネルがありません。',
  'Nobody else has a desk from which this channel could be taken over.':
    'このチャンネルを引き継げる通訳席がほかにありません。',
  'Somebody interprets into this channel. It is yours as soon as they hand it over.':
    '別の通訳がこのチャンネルで通訳しています。交代すると引き継ぎます。',
  'The call is not in consecutive mode.': 'この通話は逐次通訳の方式ではありません。',
  'Notes are written by the note-takers of your party.': '会談メモは自国の記録担当官が書きます。',
  'Join the call to take notes of it.': '通話に参加すると、メモを書けます。',
  'There are too many notes of this call.': 'この通話のメモが多すぎます。',
  'The memorandum could not be written. Try again.': '会談記録を作成できませんでした。もう一度試してください。',
  'There is no such note.': 'そのメモはありません。',
  '{} has withdrawn this note meanwhile.': 'その間に{0}さんがこのメモを取り下げました。',
  '{} has changed this note meanwhile. Look at it first.':
    'その間に{0}さんがこのメモを変更しました。先に確認してください。',
  'This note was changed too often.': 'このメモは変更回数が多すぎます。',
  'The log of these notes is damaged, and nothing can be added. Tell the operator.':
    'このメモのログが破損しているため、追加できません。運用担当者に知らせてください。',
  'The server could not write that down, or cannot say whether it did. Try again.':
    'サーバーが記録できなかったか、記録したか分かりません。もう一度お試しください。',
  'There is no such call, or it is not one of your party’s.': 'その通話は存在しないか、自国のものではありません。',
  'Your role does not read the notes of your party.': 'あなたの役割では、自国のメモを読めません。',
  'These notes cannot be read at this moment. Try again.': 'このメモは現在読み込めません。もう一度お試しください。',
  'The log of these notes cannot be read. Tell the operator.':
    'このメモのログを読み込めません。運用担当者に知らせてください。',
  'Say first what this console can receive (warm-line:ready).':
    'この端末が何を受信できるかを先に知らせる必要があります。',
  'A call is up on this line. It can be tested when the call is over.':
    'この回線は通話中です。通話が終わると試験できます。',
  'A listener cannot give the floor to anybody.': '傍聴者は発言を許可できません。',
  'A listener cannot take the floor back from anybody.': '傍聴者は発言の許可を取り消せません。',
  'A listener cannot mute anybody. You can ask them to mute.':
    '傍聴者は他の人をミュートできません。ミュートを依頼できます。',
  'A listener hears the call and cannot put a {} on it.': '傍聴者は通話を聞くだけで、{0}を送出できません。',
  'A listener hears the call and cannot put anything on it.': '傍聴者は通話を聞くだけで、何も送出できません。',
  'A listener reads the text line and cannot acknowledge for their party.':
    '傍聴者は文字回線を読むだけで、自国として受領確認できません。',
  'A listener reads the text line and cannot write on it.': '傍聴者は文字回線を読むことだけができます。',
  'A message is acknowledged by the other parties.': 'メッセージの受領確認は他の当事国が行います。',
  'A test of this line is running.': 'この回線は試験中です。',
  'A watch officer of your party confirms a roll-call.': '定時点呼は自国の当直官が確認します。',
  'An admin acknowledges an alarm.': '警報は管理者が確認します。',
  'Begin this sitting before you play in it.': '再生を開始してから聞くことができます。',
  'Come back to the call before you end it for everybody.': '通話に復帰してから、全員の通話を終了できます。',
  'Come into the call before you ring others.': '通話に入ってから、他の人を呼び出せます。',
  'Join the call before you end it for everybody.': '通話に参加してから、全員の通話を終了できます。',
  'Metrics are read on this machine, or with the metrics token.':
    '測定値は、このコンピューターで、または測定用トークンで読みます。',
  'More comes on this track than such a track can send.': 'このトラックで送れる量を超えるデータが届きました。',
  'Nobody has answered yet. You can join as soon as the call is up.':
    'まだ誰も応答していません。通話が始まると参加できます。',
  'Nothing of this call was recorded.': 'この通話には録画された内容がありません。',
  'Only a console commands that.': '端末からだけ実行できます。',
  'Only the party that placed the call can cancel it.': '発信した当事国だけが発信を取り消せます。',
  'Only the recording of a test that is over is deleted.': '終了した試験の録画だけを削除します。',
  'Only the server reports that.': 'サーバーだけが報告できます。',
  'Only who is in the call can do that.': '通話に参加している人だけが実行できます。',
  'Other records are still being read for you. Wait for those.':
    '他の記録をまだ読み込んでいます。終わるまでお待ちください。',
  'Somebody else has changed these messages meanwhile. Read them again.':
    'その間に別の人がメッセージを変更しました。読み直してください。',
  'Somebody has answered. Leave the call, or end it for everybody.':
    'すでに応答した人がいます。通話から退出するか、全員の通話を終了してください。',
  'Somebody of that party is in the call.': 'その当事国の人がすでに通話にいます。',
  'That call is over.': 'その通話は終了しました。',
  'That message is too old to be acknowledged here.': '古いメッセージのため、ここでは受領確認できません。',
  'That party has not been rung yet.': 'その当事国はまだ呼び出されていません。',
  'That party is not rung on this call.': 'その当事国はこの通話の呼出先ではありません。',
  'That person is in the call.': 'その人はすでに通話にいます。',
  'That person is not of that party.': 'その人はその当事国に属していません。',
  'That person is signed in nowhere on this line.': 'その人はこの回線のどの端末にもログインしていません。',
  'That ring is over.': 'その呼出は終わりました。',
  'That ring was not for you.': 'あなたへの呼出ではありません。',
  'That roll-call is long over.': 'その定時点呼はかなり前に終わりました。',
  'That test is over.': 'その試験は終わりました。',
  'The highest precedence that your role may originate on {} is {}. Place the call as {}, or ask somebody whose role it is.':
    'あなたの役割で{0}回線から発信できる最高優先度は「{1}」です。優先度「{2}」で発信するか、権限のある人に依頼してください。',
  'The log of the line {} is damaged. Use another way to call, and tell the operator.':
    '{0}回線のログが破損しています。別の方法で連絡し、運用担当者に知らせてください。',
  'The log of this call is damaged. Tell the operator.':
    'この通話のログが破損しています。運用担当者に知らせてください。',
  'The log of who has opened this record is damaged, so it stays closed. Tell the operator.':
    'この記録の閲覧ログが破損しているため、記録を開けません。運用担当者に知らせてください。',
  'The media server is being restarted. Try again in a second.':
    'メディアサーバーを再起動しています。少し待ってからもう一度お試しください。',
  'The present password is not right.': '現在のパスワードが違います。',
  'The server could not confirm that. It may have happened: look, or try again.':
    'サーバーが結果を確認できませんでした。すでに実行された可能性があります。確認するか、もう一度お試しください。',
  'The server could not do that now. Nothing has changed. Try again.':
    '現在サーバーが実行できませんでした。何も変わっていません。もう一度お試しください。',
  'The server could not do that. Try again.': 'サーバーが実行できませんでした。もう一度お試しください。',
  'The server was started just now and is still reading the earlier calls of the lines. Try again in a moment.':
    'サーバーが起動したばかりで、回線の以前の通話を読み込んでいます。しばらくしてからもう一度お試しください。',
  'The server was started just now and is still reading the earlier tests of the lines. Try again in a moment.':
    'サーバーが起動したばかりで、回線の以前の試験を読み込んでいます。しばらくしてからもう一度お試しください。',
  'The server was started just now and is still reading the earlier tests of this line. Try again in a moment.':
    'サーバーが起動したばかりで、この回線の以前の試験を読み込んでいます。しばらくしてからもう一度お試しください。',
  'The username {} is taken, and a username is never given to somebody else.':
    'ユーザー名{0}はすでに使われており、別の人に与えることはできません。',
  'There are no messages of those numbers yet.': 'その番号のメッセージはまだありません。',
  'There is a line {} already.': '回線{0}はすでにあります。',
  'There is a party {} already.': '当事国{0}はすでにあります。',
  'There is no line {}.': '回線{0}はありません。',
  'There is no message of that number yet.': 'その番号のメッセージはまだありません。',
  'There is no party {}.': '当事国{0}はありません。',
  'There is no such alarm, or it is not one of your party.': 'その警報は存在しないか、自国のものではありません。',
  'Only pictures can be paused: who is in a call hears it.':
    '停止できるのは映像だけです。通話に参加している間、音声は常に聞こえます。',
  'There is no such consumer of this console.': 'この端末にその受信項目はありません。',
  'There is no such line, or it is not one of your party.': 'その回線は存在しないか、自国のものではありません。',
  'There is no such line, or it is not one of yours.': 'その回線は存在しないか、あなたの回線ではありません。',
  'There is no such line.': 'その回線はありません。',
  'There is no such party.': 'その当事国はありません。',
  'There is no such record, or it is not one of your party’s lines.':
    'その記録は存在しないか、自国の回線のものではありません。',
  'There is no such record.': 'その記録はありません。',
  'There is no such roll-call, or it is long over.': 'その定時点呼は存在しないか、かなり前に終わりました。',
  'There is no such track of this console.': 'この端末にそのトラックはありません。',
  'There is nobody with the username {}.': 'ユーザー名{0}の人はいません。',
  'There is nothing at this address that could be changed like this.':
    'このアドレスには、このように変更できるものがありません。',
  'They have declined just now, and not for the first time. Ring them again later.':
    'たった今、再び拒否されました。しばらくしてからもう一度呼び出してください。',
  'They are not in the call at the moment.': 'その人は現在、通話にいません。',
  'This access could not be written down, so the record stays closed. Try again.':
    '閲覧の事実を記録できなかったため、記録を開きませんでした。もう一度お試しください。',
  'This call does not ring for you.': 'この通話はあなたを呼び出していません。',
  'This call no longer rings for your party.': 'この通話はもう自国を呼び出していません。',
  'This call no longer rings for your party. You can join it.':
    'この通話はもう自国を呼び出していません。通話に参加できます。',
  'This cannot be read: {} Verifying the record says more.': '読み込めません。記録を検証すると詳細が分かります。',
  'This check of a path is over: begin another.': 'この経路の点検は終わりました。新しく始めてください。',
  'This console has no part in the test.': 'この端末は試験に参加していません。',
  'This console is gone: its socket is closed.': 'この端末の接続は閉じられました。',
  'This console is not in that call at the moment.': 'この端末は現在、その通話にいません。',
  'This console is not in that call.': 'この端末はその通話にいません。',
  'This console is not in the call.': 'この端末は通話にいません。',
  'This installation has a certificate of its own: there is none to trust.':
    'このシステムは独自の証明書を使うため、追加する認証局はありません。',
  'This is for people with the role {}.': '次の役割の人だけが実行できます：{0}。',
  'This line was tested just now. Its card says from when on it can be tested again.':
    'この回線は試験したばかりです。再び試験できる時刻は回線のカードにあります。',
  'This prepared message has been changed. Read it again before you send it.':
    'この定型メッセージは変更されています。読み直してから送信してください。',
  'This request comes from a page of another site.': '別のサイトのページからの要求です。',
  'This session has ended. Sign in again.': 'セッションが終了しました。もう一度ログインしてください。',
  'This warm line has been replaced or lost: make it anew.':
    '回線の接続が替わったか、切れました。接続し直してください。',
  'This warm line has no such transport.': 'この回線の接続にその経路はありません。',
  'Too many messages are missing in between. Read those first.':
    '間のメッセージが多く抜けています。先にそれを読んでください。',
  'Too many requests at your consoles. Wait a second.': 'あなたの端末からの要求が多すぎます。少しお待ちください。',
  'Whoever of that party is signed in is lost or on hold in the call, and cannot be rung.':
    'その当事国のログイン中の人は、通話で接続が切れているか保留中のため、呼び出せません。',
  'You are signed in at {} consoles already. Close one first.':
    'すでに{0}台の端末にログインしています。先に一つ閉じてください。',
  'You ask for too much at once. Wait a moment.': '一度に要求が多すぎます。少しお待ちください。',
  'You have come into this call {} times. Ask somebody else to be in it for you.':
    'この通話に{0}回入りました。別の人に代わりの参加を依頼してください。',
  'You have no part in this line.': 'この回線に参加していません。',
  'You have opened more tracks in this call than one person may.':
    'この通話で、一人に許された数を超えるトラックを開きました。',
  'Your consoles connect again too often. Wait a second.': 'あなたの端末の再接続が多すぎます。少しお待ちください。',
  'Your party has no such missed ring.': '自国にその不在呼出はありません。',
  'Your party has no such prepared message any more.': '自国にその定型メッセージはもうありません。',
  'Your password or your account was changed by somebody else meanwhile.':
    'その間に別の人があなたのパスワードまたはアカウントを変更しました。',
  'Your role cannot end the call for everybody. Leave it instead.':
    'あなたの役割では全員の通話を終了できません。退出してください。',
  'Your role joins calls on this line; a principal or watch officer of your party can place one.':
    'あなたの役割は、この回線の通話に参加するだけです。発信は自国の首席代表または当直官が行います。',
  'Your role on this line does not allow that.': 'この回線でのあなたの役割では許可されていません。',
  'Your role on this line has just changed. Try again.':
    'この回線でのあなたの役割が変わったところです。もう一度お試しください。',
  'Your role on this line listens: it sends nothing.': 'この回線でのあなたの役割は聞くだけで、送出しません。',
  '{} Try again in {} s.': '試行回数が多すぎます。{1}秒後にもう一度お試しください。',
}
