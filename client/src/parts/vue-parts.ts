import { defineComponent, onScopeDispose, type PropType, shallowRef, watchEffect } from 'vue';
import type { OrderTimeline, Phase } from '../generated/api.ts';
import type { Wismo } from '../index.ts';
import type { ConnectionState } from '../live/connection.ts';
import type { Fulfilment } from './looks.ts';
import { followOrder, type OrderReading } from './source.ts';
import { speechOf } from './speech.ts';
import { branch } from './tree.ts';
import { fulfilmentOf, liveTree, orderTree, progressTree, statusTree, timelineTree } from './trees.ts';
import { vnodeOf } from './vnode.ts';

/** BCP 47; without one it is the reader's own. */
const language = { type: String, default: undefined };

const speechIn = (chosen: string | undefined) =>
  speechOf([...(chosen === undefined ? [] : [chosen]), ...(typeof navigator === 'object' ? navigator.languages : [])]);

/** The status of an order, with its colour. */
export const WismoStatus = /*#__PURE__*/ defineComponent({
  name: 'WismoStatus',
  props: {
    status: { type: String, required: true },
    phase: { type: String as PropType<Phase>, required: true },
    workflow: { type: Object as PropType<{ readonly id: string }>, default: () => ({ id: '' }) },
    language,
  },
  setup: (props) => () => vnodeOf(statusTree(props, speechIn(props.language))),
});

/** How far an order is; nothing for one that was cancelled. */
export const WismoProgress = /*#__PURE__*/ defineComponent({
  name: 'WismoProgress',
  props: {
    phase: { type: String as PropType<Phase>, required: true },
    fulfilment: { type: String as PropType<Fulfilment>, default: undefined },
    language,
  },
  setup: (props) => () => {
    const { phase, fulfilment = fulfilmentOf(phase) } = props;
    const tree = progressTree({ phase, fulfilment }, speechIn(props.language));
    return tree && vnodeOf(tree);
  },
});

/** What has happened, by day, newest first. */
export const WismoTimeline = /*#__PURE__*/ defineComponent({
  name: 'WismoTimeline',
  props: { entries: { type: Array as PropType<readonly OrderTimeline[]>, required: true }, language },
  setup: (props) => () => vnodeOf(timelineTree(props.entries, speechIn(props.language))),
});

/** Whether what is shown is live. */
export const WismoLive = /*#__PURE__*/ defineComponent({
  name: 'WismoLive',
  props: { state: { type: String as PropType<ConnectionState>, required: true }, language },
  setup: (props) => () => vnodeOf(liveTree(props.state, speechIn(props.language))),
});

/** All of one order, read and followed by the client that is handed over. */
export const WismoOrder = /*#__PURE__*/ defineComponent({
  name: 'WismoOrder',
  props: {
    client: { type: Object as PropType<Wismo>, required: true },
    order: { type: String, required: true },
    /** What the client's `onState` has reported last. */
    state: { type: String as PropType<ConnectionState>, default: 'connecting' },
    language,
  },
  setup: (props) => {
    const reading = shallowRef<OrderReading>({ order: undefined, trouble: undefined });
    const watching = watchEffect((onCleanup) => {
      const { language: locale } = speechIn(props.language);
      reading.value = { order: undefined, trouble: undefined };
      onCleanup(
        followOrder(props.client, props.order, locale, (next) => {
          reading.value = next;
        }),
      );
    });
    onScopeDispose(watching);
    return () => {
      const speech = speechIn(props.language);
      const { order, trouble } = reading.value;
      const text = trouble === undefined ? speech.texts.loading : speech.texts[trouble];
      const tree = order
        ? orderTree(order, props.state, speech, new Date())
        : branch('p', { class: 'wismo', role: 'status', lang: speech.language }, text);
      return vnodeOf(tree);
    };
  },
});
