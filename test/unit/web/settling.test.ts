// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, nextTick, type Ref, ref } from 'vue';
import { useSettling } from '../../../web/app/parts/use-settling.ts';

const buttonThatDoes = (what: () => unknown, isNew?: boolean): Readonly<Ref<boolean>> => {
  let isSettling: Readonly<Ref<boolean>> = ref(false);
  const setup = () => {
    isSettling = useSettling(what, isNew);
    return () => null;
  };
  createApp({ setup }).mount(document.createElement('div'));
  return isSettling;
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a button that does something else by now', () => {
  it('takes no press for a moment, and then takes them', async () => {
    const step = ref<string | undefined>('confirmed');
    const isSettling = buttonThatDoes(() => step.value);
    expect(isSettling.value).toBe(false);
    step.value = 'processing';
    await nextTick();
    vi.advanceTimersByTime(500);
    expect(isSettling.value).toBe(true);
    // Changed once more, it settles once more.
    step.value = 'shipped';
    await nextTick();
    vi.advanceTimersByTime(500);
    expect(isSettling.value).toBe(true);
    vi.advanceTimersByTime(300);
    expect(isSettling.value).toBe(false);
  });

  it('takes the first press at once where it was not there before, unless it stands where another was', async () => {
    const step = ref<string | undefined>();
    const isSettling = buttonThatDoes(() => step.value);
    step.value = 'confirmed';
    await nextTick();
    expect(isSettling.value).toBe(false);
    expect(buttonThatDoes(() => 'delivered', true).value).toBe(true);
  });
});
