const CHANNEL_DIGITS = 2;
const MAX_CHANNEL = 255;

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
const linear = (channel: number): number => {
  const share = channel / MAX_CHANNEL;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((i) =>
    linear(Number.parseInt(colour.slice(1 + i * CHANNEL_DIGITS, 1 + (i + 1) * CHANNEL_DIGITS), 16)),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** How far two colours (`#rrggbb`) stand out from each other: 1 to 21. */
export const contrastBetween = (one: string, other: string): number => {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
};

/** How far a colour stands out from white. */
export const contrastWithWhite = (colour: string): number => contrastBetween(colour, '#ffffff');

/** What WCAG 2.2 asks of text of any size (AA). */
export const MIN_CONTRAST = 4.5;
