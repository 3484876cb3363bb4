import { once } from '../../shared/made-on-demand.ts';
import type { ApiResponse } from './output.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** For a person who follows a link to where there is nothing; loaded when somebody does. */
export const missingPage = once(async (): Promise<(headers: Headers) => ApiResponse> => {
  const [{ HOME_PAGE_POLICY, missingPage: textOf }, { spokenPage }] = await Promise.all([
    import('../../web/home/home-page.ts'),
    import('./page.ts'),
  ]);
  return (headers) => spokenPage(headers, HOME_PAGE_POLICY, textOf);
});
