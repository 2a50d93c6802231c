/** Drawn on a grid of 20, with one width of line; the words beside them carry the meaning. */
const PATHS = {
  microphone:
    'M10 2.8a2.4 2.4 0 0 1 2.4 2.4v4.4a2.4 2.4 0 0 1-4.8 0V5.2A2.4 2.4 0 0 1 10 2.8ZM5 9.4a5 5 0 0 0 10 0M10 14.4v2.8',
  'microphone-off':
    'M12.4 9V5.2a2.4 2.4 0 0 0-4.6-.9M7.6 8v1.6a2.4 2.4 0 0 0 3.6 2.1M5 9.4a5 5 0 0 0 7.9 4M15 9.4a5 5 0 0 1-.5 2.2M10 14.4v2.8M3.5 3.5l13 13',
  camera: 'M2.8 6.2h9.6v7.6H2.8zM12.4 9l4.8-2.6v7.2L12.4 11',
  'camera-off': 'M12.4 11v2.8H2.8V6.2h3M9 6.2h3.4V9l4.8-2.6v7.2l-2-1.1M3.5 3.5l13 13',
  screen: 'M2.8 4h14.4v9.2H2.8zM7 16.4h6M10 13.2v3.2M10 10.6V6.8M8 8.6l2-2 2 2',
  leave: 'M11.6 3.4H4.4v13.2h7.2M8.6 10h8M13.8 7.2l2.8 2.8-2.8 2.8',
  end: 'M2.6 11.4c4.2-4 10.6-4 14.8 0l-1.8 2.4-3-1.4v-2.2a9 9 0 0 0-5.2 0v2.2l-3 1.4z',
  answer: 'M5.6 3.2 8 7.4 6.4 9.2a9.6 9.6 0 0 0 4.4 4.4L12.6 12l4.2 2.4-1 2.4C9 17.6 2.4 11 3.2 4.2z',
  people:
    'M7.4 9a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM2.6 16.2a4.8 4.8 0 0 1 9.6 0M13 8.8a2.2 2.2 0 1 0-.6-4.3M14 11.6a4.4 4.4 0 0 1 3.4 4.6',
  devices:
    'M3 6h7.4M14.6 6H17M3 14h2.4M9.6 14H17M12.5 8.1a2.1 2.1 0 1 0 0-4.2 2.1 2.1 0 0 0 0 4.2ZM7.5 16.1a2.1 2.1 0 1 0 0-4.2 2.1 2.1 0 0 0 0 4.2Z',
  pin: 'M7 3.4h6M8 3.4v4.8L5.6 11.6h8.8L12 8.2V3.4M10 11.6v5',
  full: 'M3.4 7.4v-4h4M12.6 3.4h4v4M16.6 12.6v4h-4M7.4 16.6h-4v-4',
  float: 'M2.8 4.4h14.4v11.2H2.8zM10 10h5v3.6h-5z',
  play: 'M6 4.2v11.6L15.6 10z',
  pause: 'M6.4 4.4v11.2M13.6 4.4v11.2',
  download: 'M10 3v9.4M6.4 9 10 12.6 13.6 9M3.6 16.4h12.8',
  warning: 'M10 3 18 16.6H2zM10 8v4M10 14.2v.2',
  check: 'm4 10.4 4 4 8-8.8',
  back: 'M12 4.4 6.4 10l5.6 5.6',
  forward: 'M8 4.4 13.6 10 8 15.6',
  headphones: 'M3.4 13.6V10a6.6 6.6 0 0 1 13.2 0v3.6M3.4 11.4h2.8v5H3.4zM13.8 11.4h2.8v5h-2.8z',
  swap: 'M3.6 7h11M11.4 3.8 14.6 7l-3.2 3.2M16.4 13h-11M8.6 9.8 5.4 13l3.2 3.2',
  more: 'M4.4 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4ZM10 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4ZM15.6 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4Z',
  text: 'M3 4.4h14v9.4H8.6L5.4 16.6v-2.8H3zM6.4 7.6h7.2M6.4 10.4h4.8',
  wait: 'M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4ZM10 6.2V10l2.8 2',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
