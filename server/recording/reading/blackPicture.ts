import { BoolEncoder } from './boolEncoder.ts'

/**
 * A black VP8 key frame of any size, made here: a track shows black, not its last picture, while there is none to show,
 * and begins with black when its camera came on later than the call. RFC 6386 sections 9 (header), 11 (modes), 13
 * (tokens). The top left macroblock says "as dark as can be" by one coefficient; every other one is predicted from its
 * neighbours and says that nothing differs. 1280x720 takes a kilobyte and a half.
 */
export function blackPicture(width: number, height: number): Uint8Array {
  const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16)
  const modes = BoolEncoder.continuing(FRAME_HEADER)
  for (let i = 0; i < macroblocks; i++) {
    modes.bool(SKIP_PROBABILITY, i > 0)
    modes.bools(DC_LUMA_MODE)
    modes.bools(DC_CHROMA_MODE)
  }
  const firstPartition = modes.finish()
  const tokens = new BoolEncoder()
  tokens.bools(DARK_Y2_BLOCK)
  for (let block = 0; block < 16 + 8; block++) tokens.bools(EMPTY_BLOCK)
  const size = firstPartition.length
  const head = [0x10 | ((size & 7) << 5), (size >> 3) & 0xff, (size >> 11) & 0xff, 0x9d, 0x01, 0x2a]
  const dimensions = [width & 0xff, (width >> 8) & 0x3f, height & 0xff, (height >> 8) & 0x3f]
  return Buffer.concat([Uint8Array.from([...head, ...dimensions]), firstPartition, tokens.finish()])
}

/**
 * The encoder's state behind the frame header of section 9.2 to 9.11, which is the same for every size: colour space,
 * clamping, segmentation, loop filter and partitions 0, quantizer 127 with no deltas, `refresh_entropy_probs` 1, no
 * update of the 1056 token probabilities (each coded by its own probability of section 13.4, all but a few near 1, so
 * that they all fit in a byte or two), `mb_no_skip_coeff` 1 and `prob_skip_false` 1.
 */
const FRAME_HEADER = { bytes: [0x00, 0x00, 0xfe, 0x08], range: 192, bottom: 49_856, bits: 5 }

const SKIP_PROBABILITY = 1

/** Section 11.2: not B_PRED, of DC_PRED and V_PRED rather than the other two, DC_PRED. */
const DC_LUMA_MODE = [
  [145, true],
  [156, false],
  [163, false],
] as const
const DC_CHROMA_MODE = [[142, false]] as const

/**
 * Section 13.2 with the default probabilities of 13.5: the first coefficient of the Y2 block is -23, category 4 (19 and
 * four more bits), then the end of the block. With quantizer 127 a step is 314, and -23 * 314 / 64 takes luma from 128
 * to 15, under the 16 that is black.
 */
const DARK_Y2_BLOCK = [
  [198, true],
  [35, true],
  [237, true],
  [223, true],
  [162, true],
  [145, false],
  [155, true],
  [176, false],
  [155, true],
  [140, false],
  [135, false],
  [128, true],
  [81, false],
] as const

/** The end of a block at its first coefficient; the probability is the same for luma behind a Y2 block and for chroma. */
const EMPTY_BLOCK = [[253, false]] as const
