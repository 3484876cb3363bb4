import { describe, expect, it } from 'vitest';
import { mapUrl } from '../../../web/app/areas/drive/map-url.ts';

const ADDRESS = 'Calle Mayor 1, 28013 Madrid, ES';
const WRITTEN = 'Calle%20Mayor%201%2C%2028013%20Madrid%2C%20ES';

describe('the map of an address', () => {
  it.each([
    ['Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/142.0 Mobile', `geo:0,0?q=${WRITTEN}`],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1', `https://maps.apple.com/?q=${WRITTEN}`],
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0', `https://www.openstreetmap.org/search?query=${WRITTEN}`],
  ])('is opened by %s', (userAgent, url) => {
    expect(mapUrl(ADDRESS, userAgent)).toBe(url);
  });
});
