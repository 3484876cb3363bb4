import { nextTick, onBeforeUnmount, type Ref, ref } from 'vue';

/**
 * Prints the pick list in place of the open order's packing slip. Browsers of telephones and tablets go on while they
 * still ask how to print: the list is there until they have printed, or until something else is printed.
 */
export const usePickPrint = (): {
  readonly isPicking: Readonly<Ref<boolean>>;
  printPickList(): Promise<void>;
  printSlip(): Promise<void>;
} => {
  const isPicking = ref(false);
  const end = (): void => {
    isPicking.value = false;
  };
  addEventListener('afterprint', end);
  onBeforeUnmount(() => removeEventListener('afterprint', end));
  const print = async (isPickList: boolean): Promise<void> => {
    isPicking.value = isPickList;
    await nextTick();
    window.print();
  };
  return { isPicking, printPickList: () => print(true), printSlip: () => print(false) };
};
