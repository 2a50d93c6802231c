/** Typed, so that nothing but this test can have made it. One period of what is sent over and over. */
export const PATTERN = 'RINGDOWN-TEST-PATTERN:the-fox-has-left-the-lodge;'

/**
 * Makes a page send the pattern instead of what its encoders give, in every packet of sound and picture: WebRTC's own
 * encoded transform stands between encoder and packetiser, so the rest of the way is the product's. Runs in the page
 * before anything else does (`addInitScript`).
 */
export function sendPattern(pattern: string): void {
  const work = (text: string): void => {
    const period = new TextEncoder().encode(text)
    const fill = (frame: RTCEncodedAudioFrame | RTCEncodedVideoFrame): void => {
      const bytes = new Uint8Array(frame.data)
      const isPicture = frame instanceof RTCEncodedVideoFrame
      // What a media server and a recorder read of a frame stays: the first byte of Opus, the head of a VP8 key frame.
      const kept = isPicture ? 10 : 1
      const filled = new Uint8Array(Math.max(bytes.length, kept + 3 * period.length))
      filled.set(bytes.subarray(0, kept))
      for (let at = kept; at < filled.length; at += 1) filled[at] = period[(at - kept) % period.length] ?? 0
      frame.data = filled.buffer
    }
    addEventListener('rtctransform', (event) => {
      const { transformer } = event as Event & { readonly transformer: TransformStream<RTCEncodedAudioFrame> }
      const filling = new TransformStream<RTCEncodedAudioFrame, RTCEncodedAudioFrame>({
        transform(frame, controller) {
          fill(frame)
          controller.enqueue(frame)
        },
      })
      void transformer.readable.pipeThrough(filling).pipeTo(transformer.writable)
    })
  }
  const script = new Blob([`(${work.toString()})(${JSON.stringify(pattern)})`], { type: 'text/javascript' })
  const worker = new Worker(URL.createObjectURL(script))
  const { addTransceiver } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.addTransceiver = function (...given) {
    const transceiver = addTransceiver.apply(this, given)
    transceiver.sender.transform = new RTCRtpScriptTransform(worker)
    return transceiver
  }
}
