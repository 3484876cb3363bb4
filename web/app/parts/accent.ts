import { contrastBetween, MIN_CONTRAST } from '../../../shared/shops/colour-contrast.ts';

/** The surfaces that an accent stands on, as styles/tokens.css has them. */
export const SURFACES = {
  light: { surface: '#f2f5f7', raised: '#ffffff', towards: '#000000' },
  dark: { surface: '#0f161d', raised: '#18222c', towards: '#ffffff' },
} as const;

const COLOUR = /^#[0-9a-f]{6}$/i;
const STEPS = 20;
const SOFT_SHARE = 0.12;
const ON_ACCENT = ['#ffffff', '#0b0f14'] as const;

const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** @param share Of the second: 0 to 1. */
const mix = (one: string, other: string, share: number): string => {
  const others = channels(other);
  const mixed = channels(one).map((channel, index) => channel + ((others[index] ?? 0) - channel) * share);
  return `#${mixed.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
};

const standsOut = (colour: string, ...from: readonly string[]): boolean =>
  from.every((other) => contrastBetween(colour, other) >= MIN_CONTRAST);

/**
 * A shop's accent as tokens of a page: no further from the shop's colour than it takes to be read on every surface.
 * `undefined` for what is no colour: the page keeps its own.
 */
export const accentTokens = (accent: string, isDark: boolean): Readonly<Record<string, string>> | undefined => {
  if (!COLOUR.test(accent)) return undefined;
  const { surface, raised, towards } = isDark ? SURFACES.dark : SURFACES.light;
  for (let step = 0; step <= STEPS; step += 1) {
    const colour = mix(accent, towards, step / STEPS);
    const soft = mix(raised, colour, SOFT_SHARE);
    const on = ON_ACCENT.find((text) => standsOut(text, colour));
    if (on !== undefined && standsOut(colour, surface, raised, soft))
      return { '--accent': colour, '--accent-soft': soft, '--on-accent': on };
  }
  return undefined;
};
