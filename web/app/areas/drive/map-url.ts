const APPLE = /iPhone|iPad|iPod|Macintosh/;
const ANDROID = /Android/;

/**
 * Where a place is shown: in the telephone's own map, or, on other devices, on a page.
 * Android asks which map to open for `geo:` (https://developer.android.com/guide/components/intents-common#Maps);
 * Apple's devices open theirs for this address (https://developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference/MapLinks/MapLinks.html).
 */
export const mapUrl = (place: string, userAgent: string): string => {
  const query = encodeURIComponent(place);
  if (ANDROID.test(userAgent)) return `geo:0,0?q=${query}`;
  if (APPLE.test(userAgent)) return `https://maps.apple.com/?q=${query}`;
  return `https://www.openstreetmap.org/search?query=${query}`;
};
