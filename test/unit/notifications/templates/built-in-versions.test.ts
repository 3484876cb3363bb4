import { describe, expect, it } from 'vitest';
import { changedUnderTheirVersion, digestsNow, recordedDigests } from './support/digests.ts';

describe('the versions of built-in templates', () => {
  it('rise with their texts: templateVersion of the channel, or the name of the approval', () => {
    expect(changedUnderTheirVersion(recordedDigests(), digestsNow())).toEqual([]);
  });

  it('are recorded with the digest of each text, by support/digests.ts', () => {
    expect(digestsNow()).toEqual(recordedDigests());
  });

  it('name what has changed, and neither what has a version of its own nor what is new', () => {
    const recorded = { 'sms.shipped.es': '1 aa', 'sms.shipped.en': '1 bb', 'sms.delayed.en': '1 cc' };
    const now = { 'sms.shipped.es': '1 ab', 'sms.shipped.en': '2 bc', 'sms.delayed.en': '1 cc', 'sms.new.en': '1 dd' };
    expect(changedUnderTheirVersion(recorded, now)).toEqual(['sms.shipped.es']);
  });
});
