import type { Weight } from '../lib/bundling/bundle-functions.ts';
import type { BundleFigures } from './measures/bundles.ts';

const SHOWN = 4;

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);

const listed = (weights: readonly Weight[]): string =>
  weights
    .slice(0, SHOWN)
    .map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`)
    .join(', ');

const rowOf = (bundle: BundleFigures): string => {
  const {
    functionId,
    kilobytes: size,
    floorKilobytes,
    startMilliseconds,
    floorMilliseconds,
    packages,
    modules,
  } = bundle;
  const own = packages.find(({ name }) => name === 'wismo')?.bytes ?? 0;
  const start = `${startMilliseconds.toFixed(1)} / ${floorMilliseconds.toFixed(1)}`;
  const ratio = (startMilliseconds / floorMilliseconds).toFixed(2);
  const libraries = packages.filter(({ name }) => name !== 'wismo');
  return `| ${functionId} | ${size.toFixed(0)} | ${floorKilobytes.toFixed(0)} | ${kilobytes(own)} | ${start} | ${ratio} | ${listed(libraries)} | ${listed(modules)} |`;
};

/** docs/bundles.md: what each bundle weighs, what weighs most in it, and how its start compares with its libraries'. */
export const bundlesDocument = (bundles: readonly BundleFigures[]): string =>
  `# Bundles of the functions

Written by \`npm run bench -- --only bundles\`. Sizes are in KB (1,024 bytes), minified. The floor is a bundle, with the same settings, of nothing but what the function's sources import from packages. A start is the processor time of a cold import in a fresh process, the smallest of several: the milliseconds are this machine's, the ratio is what counts. A start also builds the function's schemas and tables, which the floor has none of.

| function | bundle | floor | own code | start / floor, ms | ratio | largest packages | largest own modules |
|---|---|---|---|---|---|---|---|
${bundles.map(rowOf).join('\n')}
`;
