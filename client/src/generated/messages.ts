/** Made by `npm run docs`: change what it is made from, not this file. */
export type ClientMessage = {
  readonly action: "subscribe";
  readonly topic: string;
  readonly after?: string;
} | {
  readonly action: "unsubscribe";
  readonly topic: string;
} | {
  readonly action: "ping";
  readonly focused?: boolean;
} | {
  readonly action: "read";
  readonly notificationId: string;
};

export type ServerMessage = {
  readonly type: "order_update";
  readonly cursor: string;
  readonly topics?: ReadonlyArray<string>;
  readonly cursors?: Readonly<Record<string, string>>;
  readonly orderId?: string;
  readonly topic?: string;
  readonly seq: number;
  readonly update: {
    readonly status: string;
    readonly previousStatus: string | null;
    readonly phase: "placed" | "confirmed" | "preparing" | "ready" | "in_transit" | "out_for_delivery" | "delivered" | "completed" | "delayed" | "exception" | "disputed" | "cancelled" | "returned" | "refunded" | "failed";
    readonly estimatedDelivery: string | null;
    readonly location: {
      readonly city?: string;
      readonly region?: string;
      readonly postalCode?: string;
      readonly country?: string;
    } | null;
    readonly at: string;
    readonly event?: "order_created" | "status_changed" | "shipment_registered" | "delivery_attempted" | "estimated_delivery_changed" | "item_prepared" | "driver_assigned" | "substitutions_proposed" | "substitutions_answered" | "delivery_preferences_set" | "delivery_rescheduled" | "address_changed" | "support_requested" | "feedback_given" | "payment_recorded" | "store_acknowledged" | "delivery_proven" | "deadline_passed" | "scan_unplaceable" | "parcel_scanned" | "links_revoked" | "shipment_detached" | "shipment_corrected" | "shipment_confirmed" | "scan_flagged";
    readonly trackingNumber?: string;
  };
} | {
  readonly type: "new_order";
  readonly cursor: string;
  readonly topics?: ReadonlyArray<string>;
  readonly cursors?: Readonly<Record<string, string>>;
  readonly orderId?: string;
  readonly topic?: string;
  readonly seq: number;
  readonly update: {
    readonly status: string;
    readonly previousStatus: string | null;
    readonly phase: "placed" | "confirmed" | "preparing" | "ready" | "in_transit" | "out_for_delivery" | "delivered" | "completed" | "delayed" | "exception" | "disputed" | "cancelled" | "returned" | "refunded" | "failed";
    readonly estimatedDelivery: string | null;
    readonly location: {
      readonly city?: string;
      readonly region?: string;
      readonly postalCode?: string;
      readonly country?: string;
    } | null;
    readonly at: string;
    readonly event?: "order_created" | "status_changed" | "shipment_registered" | "delivery_attempted" | "estimated_delivery_changed" | "item_prepared" | "driver_assigned" | "substitutions_proposed" | "substitutions_answered" | "delivery_preferences_set" | "delivery_rescheduled" | "address_changed" | "support_requested" | "feedback_given" | "payment_recorded" | "store_acknowledged" | "delivery_proven" | "deadline_passed" | "scan_unplaceable" | "parcel_scanned" | "links_revoked" | "shipment_detached" | "shipment_corrected" | "shipment_confirmed" | "scan_flagged";
    readonly trackingNumber?: string;
  };
} | {
  readonly type: "alert";
  readonly cursor: string;
  readonly topics?: ReadonlyArray<string>;
  readonly cursors?: Readonly<Record<string, string>>;
  readonly orderId: string;
  readonly seq: number;
  readonly alerts: ReadonlyArray<string>;
} | {
  readonly type: "driver_location";
  readonly topics?: ReadonlyArray<string>;
  readonly orderId: string;
  readonly location: {
    readonly lat: number;
    readonly lng: number;
    readonly heading?: number;
    readonly speed?: number;
    readonly at: string;
  };
} | {
  readonly type: "notification";
  readonly cursor?: string;
  readonly topics?: ReadonlyArray<string>;
  readonly unread: number;
  readonly notification: {
    readonly id: string;
    readonly orderId: string;
    readonly type: "order_created" | "order_confirmed" | "processing" | "shipped" | "out_for_delivery" | "delivered" | "delayed" | "exception" | "cancelled" | "returned" | "refunded" | "ready_for_pickup" | "preparing" | "completed" | "substitutions_needed" | "driver_assigned" | "store_new_order" | "order_reminder" | "dispute_opened" | "payment_failed" | "delivery_rescheduled" | "tracking_link" | "custom";
    readonly title: string;
    readonly body: string;
    readonly at: string;
  };
} | {
  readonly type: "inbox_changed";
  readonly topics?: ReadonlyArray<string>;
  readonly unread: number;
  readonly read: ReadonlyArray<string>;
  readonly archived: ReadonlyArray<string>;
} | {
  readonly type: "subscribed";
  readonly topic: string;
  readonly cursor: string;
  readonly events: ReadonlyArray<{
    readonly type: "order_update";
    readonly cursor: string;
    readonly topics?: ReadonlyArray<string>;
    readonly cursors?: Readonly<Record<string, string>>;
    readonly orderId?: string;
    readonly topic?: string;
    readonly seq: number;
    readonly update: {
      readonly status: string;
      readonly previousStatus: string | null;
      readonly phase: "placed" | "confirmed" | "preparing" | "ready" | "in_transit" | "out_for_delivery" | "delivered" | "completed" | "delayed" | "exception" | "disputed" | "cancelled" | "returned" | "refunded" | "failed";
      readonly estimatedDelivery: string | null;
      readonly location: {
        readonly city?: string;
        readonly region?: string;
        readonly postalCode?: string;
        readonly country?: string;
      } | null;
      readonly at: string;
      readonly event?: "order_created" | "status_changed" | "shipment_registered" | "delivery_attempted" | "estimated_delivery_changed" | "item_prepared" | "driver_assigned" | "substitutions_proposed" | "substitutions_answered" | "delivery_preferences_set" | "delivery_rescheduled" | "address_changed" | "support_requested" | "feedback_given" | "payment_recorded" | "store_acknowledged" | "delivery_proven" | "deadline_passed" | "scan_unplaceable" | "parcel_scanned" | "links_revoked" | "shipment_detached" | "shipment_corrected" | "shipment_confirmed" | "scan_flagged";
      readonly trackingNumber?: string;
    };
  } | {
    readonly type: "new_order";
    readonly cursor: string;
    readonly topics?: ReadonlyArray<string>;
    readonly cursors?: Readonly<Record<string, string>>;
    readonly orderId?: string;
    readonly topic?: string;
    readonly seq: number;
    readonly update: {
      readonly status: string;
      readonly previousStatus: string | null;
      readonly phase: "placed" | "confirmed" | "preparing" | "ready" | "in_transit" | "out_for_delivery" | "delivered" | "completed" | "delayed" | "exception" | "disputed" | "cancelled" | "returned" | "refunded" | "failed";
      readonly estimatedDelivery: string | null;
      readonly location: {
        readonly city?: string;
        readonly region?: string;
        readonly postalCode?: string;
        readonly country?: string;
      } | null;
      readonly at: string;
      readonly event?: "order_created" | "status_changed" | "shipment_registered" | "delivery_attempted" | "estimated_delivery_changed" | "item_prepared" | "driver_assigned" | "substitutions_proposed" | "substitutions_answered" | "delivery_preferences_set" | "delivery_rescheduled" | "address_changed" | "support_requested" | "feedback_given" | "payment_recorded" | "store_acknowledged" | "delivery_proven" | "deadline_passed" | "scan_unplaceable" | "parcel_scanned" | "links_revoked" | "shipment_detached" | "shipment_corrected" | "shipment_confirmed" | "scan_flagged";
      readonly trackingNumber?: string;
    };
  } | {
    readonly type: "alert";
    readonly cursor: string;
    readonly topics?: ReadonlyArray<string>;
    readonly cursors?: Readonly<Record<string, string>>;
    readonly orderId: string;
    readonly seq: number;
    readonly alerts: ReadonlyArray<string>;
  } | {
    readonly type: "driver_location";
    readonly topics?: ReadonlyArray<string>;
    readonly orderId: string;
    readonly location: {
      readonly lat: number;
      readonly lng: number;
      readonly heading?: number;
      readonly speed?: number;
      readonly at: string;
    };
  } | {
    readonly type: "notification";
    readonly cursor?: string;
    readonly topics?: ReadonlyArray<string>;
    readonly unread: number;
    readonly notification: {
      readonly id: string;
      readonly orderId: string;
      readonly type: "order_created" | "order_confirmed" | "processing" | "shipped" | "out_for_delivery" | "delivered" | "delayed" | "exception" | "cancelled" | "returned" | "refunded" | "ready_for_pickup" | "preparing" | "completed" | "substitutions_needed" | "driver_assigned" | "store_new_order" | "order_reminder" | "dispute_opened" | "payment_failed" | "delivery_rescheduled" | "tracking_link" | "custom";
      readonly title: string;
      readonly body: string;
      readonly at: string;
    };
  } | {
    readonly type: "inbox_changed";
    readonly topics?: ReadonlyArray<string>;
    readonly unread: number;
    readonly read: ReadonlyArray<string>;
    readonly archived: ReadonlyArray<string>;
  }>;
  readonly complete: boolean;
  readonly more?: true;
} | {
  readonly type: "unsubscribed";
  readonly topic: string;
} | {
  readonly type: "batch";
  readonly events: ReadonlyArray<{
    readonly type: "order_update";
    readonly cursor: string;
    readonly topics?: ReadonlyArray<string>;
    readonly cursors?: Readonly<Record<string, string>>;
    readonly orderId?: string;
    readonly topic?: string;
    readonly seq: number;
    readonly update: {
      readonly status: string;
      readonly previousStatus: string | null;
      readonly phase: "placed" | "confirmed" | "preparing" | "ready" | "in_transit" | "out_for_delivery" | "delivered" | "completed" | "delayed" | "exception" | "disputed" | "cancelled" | "returned" | "refunded" | "failed";
      readonly estimatedDelivery: string | null;
      readonly location: {
        readonly city?: string;
        readonly region?: string;
        readonly postalCode?: string;
        readonly country?: string;
      } | null;
      readonly at: string;
      readonly event?: "order_created" | "status_changed" | "shipment_registered" | "delivery_attempted" | "estimated_delivery_changed" | "item_prepared" | "driver_assigned" | "substitutions_proposed" | "substitutions_answered" | "delivery_preferences_set" | "delivery_rescheduled" | "address_changed" | "support_requested" | "feedback_given" | "payment_recorded" | "store_acknowledged" | "delivery_proven" | "deadline_passed" | "scan_unplaceable" | "parcel_scanned" | "links_revoked" | "shipment_detached" | "shipment_corrected" | "shipment_confirmed" | "scan_flagged";
      readonly trackingNumber?: string;
    };
  } | {
    readonly type: "new_order";
    readonly cursor: string;
    readonly topics?: ReadonlyArray<string>;
    readonly cursors?: Readonly<Record<string, string>>;
    readonly orderId?: string;
    readonly topic?: string;
    readonly seq: number;
    readonly update: {
      readonly status: string;
      readonly previousStatus: string | null;
      readonly phase: "placed" | "confirmed" | "preparing" | "ready" | "in_transit" | "out_for_delivery" | "delivered" | "completed" | "delayed" | "exception" | "disputed" | "cancelled" | "returned" | "refunded" | "failed";
      readonly estimatedDelivery: string | null;
      readonly location: {
        readonly city?: string;
        readonly region?: string;
        readonly postalCode?: string;
        readonly country?: string;
      } | null;
      readonly at: string;
      readonly event?: "order_created" | "status_changed" | "shipment_registered" | "delivery_attempted" | "estimated_delivery_changed" | "item_prepared" | "driver_assigned" | "substitutions_proposed" | "substitutions_answered" | "delivery_preferences_set" | "delivery_rescheduled" | "address_changed" | "support_requested" | "feedback_given" | "payment_recorded" | "store_acknowledged" | "delivery_proven" | "deadline_passed" | "scan_unplaceable" | "parcel_scanned" | "links_revoked" | "shipment_detached" | "shipment_corrected" | "shipment_confirmed" | "scan_flagged";
      readonly trackingNumber?: string;
    };
  } | {
    readonly type: "alert";
    readonly cursor: string;
    readonly topics?: ReadonlyArray<string>;
    readonly cursors?: Readonly<Record<string, string>>;
    readonly orderId: string;
    readonly seq: number;
    readonly alerts: ReadonlyArray<string>;
  } | {
    readonly type: "driver_location";
    readonly topics?: ReadonlyArray<string>;
    readonly orderId: string;
    readonly location: {
      readonly lat: number;
      readonly lng: number;
      readonly heading?: number;
      readonly speed?: number;
      readonly at: string;
    };
  } | {
    readonly type: "notification";
    readonly cursor?: string;
    readonly topics?: ReadonlyArray<string>;
    readonly unread: number;
    readonly notification: {
      readonly id: string;
      readonly orderId: string;
      readonly type: "order_created" | "order_confirmed" | "processing" | "shipped" | "out_for_delivery" | "delivered" | "delayed" | "exception" | "cancelled" | "returned" | "refunded" | "ready_for_pickup" | "preparing" | "completed" | "substitutions_needed" | "driver_assigned" | "store_new_order" | "order_reminder" | "dispute_opened" | "payment_failed" | "delivery_rescheduled" | "tracking_link" | "custom";
      readonly title: string;
      readonly body: string;
      readonly at: string;
    };
  } | {
    readonly type: "inbox_changed";
    readonly topics?: ReadonlyArray<string>;
    readonly unread: number;
    readonly read: ReadonlyArray<string>;
    readonly archived: ReadonlyArray<string>;
  }>;
  readonly topic?: string;
  readonly more?: true;
} | {
  readonly type: "reset";
  readonly topic?: string;
  readonly cursor: string;
  readonly reason: "TOO_MANY_MISSED" | "MISSED_TOO_LONG_AGO" | "NO_PAST";
} | {
  readonly type: "pong";
} | {
  readonly type: "ping";
} | {
  readonly type: "error";
  readonly code: "MALFORMED" | "NOT_FOUND" | "MALFORMED_CURSOR" | "TOO_MANY_TOPICS" | "TOO_MANY_MESSAGES" | "MESSAGE_TOO_LARGE" | "UNAUTHENTICATED" | "TOKEN_EXPIRED" | "ACCESS_WITHDRAWN" | "TOO_MANY_SUBSCRIPTIONS" | "TOO_MANY_CONNECTIONS";
  readonly detail: string;
  readonly topic?: string;
  readonly closeCode?: 4401 | 4403 | 4429;
  readonly retryAfterSeconds?: number;
};
