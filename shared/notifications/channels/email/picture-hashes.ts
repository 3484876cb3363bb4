/** Made by web/mail/build.ts: what the pictures of mails are served under. */
export const PICTURE_HASHES = {
  logo: '1151847167e83e94',
  placed: '1b07cf62fc850bc0',
  preparing: 'ea05d9b283fdc88c',
  ready: '0c1b7db93cc6fe4f',
  moving: '8bb3e574ad776ffc',
  arrived: 'f3a8a54cff186239',
  late: '09cdca3db699ca2f',
  problem: 'f012674696ea2cf5',
  cancelled: '046b0076df939107',
  returned: '5d1d82d947b0fd24',
} as const;
