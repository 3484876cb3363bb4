import { onBeforeUnmount, type Ref, ref, watch } from 'vue';

const EVERY_MILLISECONDS = 4_000;
/** Whether this tab rings: a reload does not switch it off. */
const STORED = 'wismo-sound';

/** Two short tones. */
const ring = (context: AudioContext): void => {
  for (const [index, frequency] of [880, 1175].entries()) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.value = 0.15;
    tone.connect(volume).connect(context.destination);
    tone.start(context.currentTime + index * 0.18);
    tone.stop(context.currentTime + index * 0.18 + 0.15);
  }
};

export interface Bell {
  readonly isOn: Ref<boolean>;
  /** Switched on, and the browser does not let it be heard until somebody touches the page. */
  readonly isMuted: Readonly<Ref<boolean>>;
}

/**
 * Rings while there is something that nobody has seen, and once when it is switched on, so that it is known to be loud
 * enough. Browsers stop sound before the first touch, and again while a telephone sleeps: each touch wakes it.
 */
export const useBell = (isWaiting: () => boolean): Bell => {
  const isOn = ref(sessionStorage.getItem(STORED) === 'on');
  const isMuted = ref(false);
  let context: AudioContext | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = (): void => {
    isMuted.value = isOn.value && context?.state !== 'running';
  };
  const wake = (): void => {
    if (!isOn.value) return;
    if (context === undefined) {
      context = new AudioContext();
      context.addEventListener('statechange', look);
    }
    // It waits for a touch where there was none: what it says then is a change of state.
    if (context.state !== 'running') void context.resume().catch(look);
    look();
  };
  /** Not while it sleeps: all that was asked for meanwhile would sound at once when it wakes. */
  const sound = (): void => {
    wake();
    if (context?.state === 'running') ring(context);
  };
  watch(isOn, (on) => {
    sessionStorage.setItem(STORED, on ? 'on' : 'off');
    look();
    if (on) sound();
  });
  watch(
    [isOn, isWaiting],
    ([on, waiting], [wasOn]) => {
      clearInterval(timer);
      if (!on || !waiting) return;
      if (wasOn !== false) sound();
      timer = setInterval(sound, EVERY_MILLISECONDS);
    },
    { immediate: true },
  );
  wake();
  addEventListener('pointerdown', wake);
  addEventListener('keydown', wake);
  document.addEventListener('visibilitychange', wake);
  onBeforeUnmount(() => {
    clearInterval(timer);
    removeEventListener('pointerdown', wake);
    removeEventListener('keydown', wake);
    document.removeEventListener('visibilitychange', wake);
    void context?.close();
  });
  return { isOn, isMuted };
};
