/** The pictures of mails, as they are drawn. Each is shown at 40 × 40 pixels, on light and on dark. */
import type { MailPicture } from '../../shared/notifications/channels/email/picture-names.ts';

const TEAL = '#0b6e6e';
const GREEN = '#1c7a3e';
const AMBER = '#b45309';
const GREY = '#5b6b7b';

const GLYPH = 'fill="none" stroke="#ffffff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"';

/** White lines on a disc of a colour that stands out from white and from black. */
const sign = (colour: string, path: string): string =>
  `<circle cx="20" cy="20" r="20" fill="${colour}"/><path ${GLYPH} d="${path}"/>`;

export const DRAWINGS: Readonly<Record<MailPicture, string>> = {
  logo: `<path fill="${TEAL}" d="M20 1C11.5 1 5 7.4 5 15.6 5 26 20 39 20 39s15-13 15-23.4C35 7.4 28.5 1 20 1z"/><path ${GLYPH} d="M12 12l3.6 9 4.4-7.6 4.4 7.6 3.6-9"/>`,
  placed: sign(TEAL, 'M13 11h14v18H13z M16.5 17h7 M16.5 21h7 M16.5 25h4'),
  preparing: sign(TEAL, 'M11 16l9-4.5 9 4.5v9.5L20 30l-9-4.5z M11 16l9 4.5 9-4.5 M20 20.5V30'),
  ready: sign(TEAL, 'M12.5 16h15l1 13h-17z M16.5 19v-4a3.5 3.5 0 0 1 7 0v4'),
  moving: sign(TEAL, 'M8.5 14h13v11h-13z M21.5 18h5l4 3.5V25h-9z M13 25v2.5h3V25 M24 25v2.5h3V25'),
  arrived: sign(GREEN, 'M12 20.5l5.5 5.5L28.5 15'),
  late: `<circle cx="20" cy="20" r="20" fill="${AMBER}"/><circle cx="20" cy="20" r="11" fill="#ffffff"/><path fill="none" stroke="${AMBER}" stroke-width="2.6" d="M20 13v8h6"/>`,
  problem: sign(AMBER, 'M20 11v11 M20 27.6v.4'),
  cancelled: sign(GREY, 'M14 14l12 12 M26 14L14 26'),
  returned: sign(GREY, 'M16 12l-5 5 5 5 M11 17h11a6 6 0 0 1 0 12h-7'),
};
