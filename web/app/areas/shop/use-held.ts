import { onBeforeUnmount, type Ref, ref } from 'vue';

/** A finger lifts before it falls again; a mouse rests where it will press. */
const TOUCH_MILLISECONDS = 1_500;
const MOUSE_MILLISECONDS = 3_000;

/** Whether somebody is just at work on a part of the page, so that it keeps still. */
export const useHeld = (): {
  readonly isHeld: Readonly<Ref<boolean>>;
  readonly onPointer: (event: PointerEvent) => void;
  readonly onKey: () => void;
  readonly onLeave: (event: PointerEvent) => void;
} => {
  const isHeld = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const release = (): void => {
    clearTimeout(timer);
    isHeld.value = false;
  };
  const hold = (milliseconds: number): void => {
    clearTimeout(timer);
    isHeld.value = true;
    timer = setTimeout(release, milliseconds);
  };
  onBeforeUnmount(() => clearTimeout(timer));
  return {
    isHeld,
    onPointer: ({ pointerType }) => hold(pointerType === 'mouse' ? MOUSE_MILLISECONDS : TOUCH_MILLISECONDS),
    onKey: () => hold(TOUCH_MILLISECONDS),
    // A finger that is lifted leaves too.
    onLeave: ({ pointerType }) => {
      if (pointerType === 'mouse') release();
    },
  };
};
