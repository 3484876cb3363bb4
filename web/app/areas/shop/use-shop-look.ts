import { type ComputedRef, computed, type Ref, ref, watch } from 'vue';
import { isProblem } from '../../../../client/src/index.ts';
import { accentTokens } from '../../parts/accent.ts';
import { useDark } from '../../parts/use-dark.ts';
import { useLoaded } from '../../parts/use-loaded.ts';
import { api } from '../../session/api.ts';

export interface ShopLook {
  readonly name: ComputedRef<string | undefined>;
  /** Until it cannot be shown. */
  readonly logoUrl: Ref<string | undefined>;
  /** The shop's colour as tokens of the page, as far as it can be read. */
  readonly accent: ComputedRef<Readonly<Record<string, string>> | undefined>;
}

/** A shop's name, logo and colour on its own board; without a profile, or while it cannot be read, the page's own. */
export const useShopLook = (shopId: string): ShopLook => {
  const { data } = useLoaded(async (signal) => {
    try {
      return await api().getShop({ shopId }, { signal });
    } catch (error) {
      if (isProblem(error) && error.status === 404) return undefined;
      throw error;
    }
  });
  const isDark = useDark();
  const logoUrl = ref<string>();
  watch(data, (shop) => {
    logoUrl.value = shop?.logoUrl ?? undefined;
  });
  return {
    name: computed(() => data.value?.storeName),
    logoUrl,
    accent: computed(() => accentTokens(data.value?.accentColor ?? '', isDark.value)),
  };
};
