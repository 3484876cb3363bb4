import { gzipSync } from 'node:zlib';
import type { Locale } from '../../../../shared/contract/locale.ts';
import { TRACKING_OPERATIONS } from '../../../../shared/contract/operations/tracking.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import { trackingNumber } from '../../../../shared/contract/schemas/primitives.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { acceptedLanguage } from '../../../../shared/i18n/negotiate.ts';
import { StoreUnavailableError } from '../../../../shared/store/errors.ts';
import {
  endedFacts,
  type Facts,
  factsOf,
  failedFacts,
  type Reader,
  unknownFacts,
} from '../../../../web/track/facts.ts';
import { journeyOfOrder, journeyOfParcel } from '../../../../web/track/journey.ts';
import type { Known } from '../../../../web/track/source.ts';
import { dateLocaleFor, TEXTS } from '../../../../web/track/texts.ts';
import type { PageTexts } from '../../../../web/track/texts-shape.ts';
import { trackPage } from '../../../../web/track/track-page.ts';
import { implement } from '../../../http/http-api.ts';
import type { ApiResponse } from '../../../http/output.ts';
import { page } from '../../../http/page.ts';
import { type LinkReads, readLinkedOrder } from '../read-linked-order.ts';
import { admit, publicScanOf, readParcel } from '../read-parcel.ts';

export interface PageDependencies extends LinkReads {
  readonly websocketUrl: string;
}

/** As many as the page shows; the others are a click away in the API. */
const SHOWN_SCANS = 50;

/** Nobody knows yet where the reader is: each time says its zone, until the page's script shows the reader's own. */
const TIME_ZONE = 'UTC';

/** `es-MX` of what the browser asks for: a language, perhaps with a region, which is all that dates differ by. */
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z]{2})?$/i;

const tagsIn = (acceptLanguage = ''): readonly string[] =>
  acceptLanguage
    .split(',')
    .map((part) => part.split(';')[0]?.trim() ?? '')
    .filter((tag) => LANGUAGE_TAG.test(tag));

/** Not where its weight is 0. */
const GZIP = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/;

/** A third of its size: the distribution compresses only what it may store. */
const compressed = (response: ApiResponse, acceptEncoding = ''): ApiResponse => {
  const { text, ...others } = response;
  if (text === undefined || !GZIP.test(acceptEncoding)) return response;
  return { ...others, bytes: gzipSync(text), headers: { ...response.headers, 'Content-Encoding': 'gzip' } };
};

interface Shown {
  readonly status: number;
  readonly facts: Facts;
  readonly known?: Known;
  readonly isEnded?: boolean;
  readonly retryAfterSeconds?: number | undefined;
}

interface Asked {
  readonly name: string;
  readonly token: string | undefined;
  readonly locale: Locale;
  readonly texts: PageTexts;
  /** The reader's own kind of that language. */
  readonly dateLocale: string;
}

const readerOf = ({ dateLocale }: Asked, { clock }: PageDependencies): Reader => ({
  dateLocale,
  now: clock.now(),
  timeZone: TIME_ZONE,
});

const shownParcel = async (asked: Asked, deps: PageDependencies): Promise<Shown> => {
  const { name, locale, texts } = asked;
  const number = trackingNumber.safeParse(name);
  if (!number.success) throw notFound('The parcel');
  const { scans, etag, responseIn } = await readParcel(deps, number.data);
  const response = { ...responseIn(locale), scans: scans.slice(0, SHOWN_SCANS).map(publicScanOf) };
  const facts = factsOf(journeyOfParcel(response, texts), texts, readerOf(asked, deps));
  return { status: 200, facts, known: { response, etag } };
};

const shownOrder = async (token: string, asked: Asked, deps: PageDependencies): Promise<Shown> => {
  const { name, locale, texts } = asked;
  const { status, timeline } = await readLinkedOrder(deps, { orderId: name, token, locale });
  const journey = journeyOfOrder(status, timeline, texts);
  return { status: 200, facts: factsOf(journey, texts, readerOf(asked, deps)) };
};

/** What is wrong, as a page: its reader is a person. What nobody expected is a problem like everywhere. */
const failure = (error: unknown, { name, token, texts }: Asked): Shown => {
  if (error instanceof StoreUnavailableError)
    return { status: 503, facts: failedFacts(texts), retryAfterSeconds: error.retryAfterSeconds };
  if (!(error instanceof ProblemError)) throw error;
  const { code, extras } = error;
  if (code === 'RATE_LIMITED')
    return { status: 429, facts: failedFacts(texts), retryAfterSeconds: extras.retryAfterSeconds };
  if (code !== 'NOT_FOUND' && code !== 'UNAUTHENTICATED') throw error;
  if (token === undefined) return { status: 404, facts: unknownFacts(texts, name) };
  return { status: 404, facts: endedFacts(texts), isEnded: true };
};

const shown = async (asked: Asked, deps: PageDependencies): Promise<Shown> => {
  try {
    return await (asked.token === undefined ? shownParcel(asked, deps) : shownOrder(asked.token, asked, deps));
  } catch (error) {
    return failure(error, asked);
  }
};

/**
 * The page of a parcel, for anybody; or of an order, for the holder of a link to it. It says what is known without a
 * script, and costs its reader as much of their rate as the data behind it does.
 */
export const getTrackingPage = implement(
  TRACKING_OPERATIONS.getTrackingPage,
  async (request, deps: PageDependencies): Promise<ApiResponse> => {
    const { params, query, headers } = request;
    const { token, lang } = query;
    const locale = lang ?? acceptedLanguage(headers['accept-language']) ?? 'en';
    const texts = TEXTS[locale];
    const dateLocale = dateLocaleFor(tagsIn(headers['accept-language']), texts);
    const asked = { name: params.trackingNumber, token, locale, texts, dateLocale };
    const address = await deps.viewers.of(request);
    const { status, facts, retryAfterSeconds, ...forScript } = await admit(deps, address).then(
      () => shown(asked, deps),
      (error: unknown) => failure(error, asked),
    );
    const { websocketUrl } = deps;
    const config = {
      websocketUrl,
      trackingNumber: params.trackingNumber,
      madeAt: deps.clock.now().toISOString(),
      ...forScript,
    };
    const { html, policy } = trackPage(config, facts, texts, definedFields({ token }));
    const response = page(html, policy, {
      'Cache-Control': token === undefined ? 'no-cache' : 'no-store',
      'Content-Language': locale,
      Vary: 'Accept-Language, Accept-Encoding',
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
    });
    return compressed({ ...response, status }, headers['accept-encoding']);
  },
);
