import { onBeforeUnmount, type Ref, ref, watch } from 'vue';

const EVERY_MILLISECONDS = 4_000;

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

/** Rings while there is something that nobody has seen, and somebody has asked to hear it: browsers ask for that. */
export const useBell = (isWaiting: () => boolean): { readonly isOn: Ref<boolean> } => {
  const isOn = ref(false);
  let context: AudioContext | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => clearInterval(timer);
  watch([isOn, isWaiting], ([on, waiting]) => {
    stop();
    if (!on || !waiting) return;
    context ??= new AudioContext();
    const audible = context;
    ring(audible);
    timer = setInterval(() => ring(audible), EVERY_MILLISECONDS);
  });
  onBeforeUnmount(() => {
    stop();
    void context?.close();
  });
  return { isOn };
};
