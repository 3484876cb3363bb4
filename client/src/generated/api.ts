/** Made by `npm run docs`: change what it is made from, not this file. */
export type AcknowledgeOrderRequest = {
  readonly estimated_ready_at?: ChangeOrderStatusEstimatedDelivery;
};

export type ActiveOrders = {
  readonly orders: ReadonlyArray<ActiveOrdersOrder>;
  readonly pagination: Pagination;
};

export type ActiveOrdersOrder = {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderType: string;
  readonly workflow: OrderSummaryWorkflow;
  readonly status: string;
  readonly phase: Phase;
  readonly version: number;
  readonly statusSince: string;
  readonly statusUpdatedAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly confirmedAt: string | null;
  readonly preparingAt: string | null;
  readonly readyAt: string | null;
  readonly shippedAt: string | null;
  readonly deliveredAt: string | null;
  readonly completedAt: string | null;
  readonly cancelledAt: string | null;
  readonly buyerId: string | null;
  readonly customerId: string | null;
  readonly sellerId: string;
  readonly farmId: string;
  readonly seller: OrderSummarySeller;
  readonly totalAmount: string;
  readonly currency: string;
  readonly fulfilmentType: OrderSummaryFulfilmentType;
  readonly fulfillmentType: OrderSummaryFulfilmentType;
  readonly itemCount: number;
  /** Of the parcel that leads the order */
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly isLate: boolean;
  readonly buyer: OrderRowBuyer;
  readonly customer: OrderRowBuyer;
  readonly items: ReadonlyArray<OrderRowItem>;
  readonly nextExpected: string | null;
};

export type AlertOrderEvent = {
  readonly type: "alert";
  readonly cursor: string;
  readonly topics?: ReadonlyArray<string>;
  readonly cursors?: Readonly<Record<string, string>>;
  readonly orderId: string;
  readonly seq: number;
  readonly alerts: ReadonlyArray<string>;
};

export type AlertWorkflowDeadlineAction = {
  readonly kind: "alert";
  readonly alert: string;
  readonly notify?: WorkflowStatusNotify;
  readonly alsoNotify?: ReadonlyArray<WorkflowStatusNotify>;
};

export type AssignDriverRequest = {
  readonly driver_id: string;
  /** Truncated to 200 characters. */
  readonly name: string;
  /** A telephone number in any notation. Truncated to 64 characters. */
  readonly phone?: string;
  readonly vehicle?: string;
  readonly provider: string;
};

export type BookDeliveryDelivery = {
  readonly carrier: string;
  readonly quoteId: string;
  /** Decimal amount */
  readonly fee: string;
  readonly currency: string;
  readonly estimatedPickup: string | null;
  readonly estimatedDelivery: string | null;
  /** The courier's own id */
  readonly deliveryId: string;
  /** The parcel of the order that the delivery is */
  readonly trackingNumber: string;
  readonly trackingUrl: string | null;
  readonly state: BookDeliveryDeliveryState;
};

export type BookDeliveryDeliveryState = "booked" | "ended" | "cancelled";

export type BookDeliveryRequest = {
  readonly carrier: string;
  readonly quoteId: string;
};

export type BookDeliveryResult = {
  readonly success: boolean;
  readonly delivery: BookDeliveryDelivery;
  readonly shipment?: Shipment;
};

export type BulkJob = {
  readonly jobId: string;
  readonly state: BulkJobState;
  readonly status: string;
  readonly total: number;
  readonly processed: number;
  readonly succeeded: number;
  /** As `succeeded` */
  readonly success: number;
  readonly failed: number;
  readonly errors: ReadonlyArray<BulkJobError>;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly results: ReadonlyArray<BulkJobResult>;
};

export type BulkJobError = {
  readonly orderId: string;
  readonly error: string;
};

export type BulkJobResult = {
  readonly orderId: string;
  readonly success: boolean;
  readonly status?: string;
  readonly code?: string;
  readonly detail?: string;
};

export type BulkJobState = "running" | "done";

export type CancelDeliveryRequest = {
  readonly reason?: string;
};

export type CancelDeliveryResult = {
  readonly success: boolean;
  readonly delivery: BookDeliveryDelivery;
};

/** The common names of the same field are understood, in any case, with `_` or `-`. Delivery needs a street, a city (where the country has more than one) and a country: a code of ISO 3166-1 or a name in English, Spanish, Romanian or Russian. */
export type ChangeDeliveryAddressAddress = {
  readonly line1?: string;
  readonly street?: string;
  readonly street1?: string;
  readonly streetLine1?: string;
  readonly address?: string;
  readonly address1?: string;
  readonly addressLine?: string;
  readonly addressLine1?: string;
  readonly firstLine?: string;
  readonly streetAddress?: string;
  readonly houseNumber?: string;
  readonly houseNumberOrName?: string;
  readonly streetNumber?: string;
  readonly line2?: string;
  readonly street2?: string;
  readonly streetAddress2?: string;
  readonly streetLine2?: string;
  readonly address2?: string;
  readonly addressLine2?: string;
  readonly secondLine?: string;
  readonly line3?: string;
  readonly street3?: string;
  readonly streetLine3?: string;
  readonly address3?: string;
  readonly addressLine3?: string;
  readonly apartment?: string;
  readonly district?: string;
  readonly city?: string;
  readonly town?: string;
  readonly locality?: string;
  readonly municipality?: string;
  readonly village?: string;
  readonly postTown?: string;
  readonly adminArea2?: string;
  readonly region?: string;
  readonly state?: string;
  readonly province?: string;
  readonly county?: string;
  readonly stateOrProvince?: string;
  readonly stateOrRegion?: string;
  readonly administrativeArea?: string;
  readonly adminArea1?: string;
  readonly subdivision?: string;
  readonly stateCode?: string;
  readonly provinceCode?: string;
  readonly regionCode?: string;
  readonly stateOrProvinceCode?: string;
  readonly postalCode?: string;
  readonly postcode?: string;
  readonly zip?: string;
  readonly zipCode?: string;
  readonly zipPostalCode?: string;
  readonly eircode?: string;
  readonly country?: string;
  readonly countryCode?: string;
  readonly countryName?: string;
  readonly countryIso?: string;
  readonly countryIso2?: string;
  readonly countryCodeV2?: string;
  readonly countryId?: string;
  readonly name?: string;
  readonly fullName?: string;
  readonly recipient?: string;
  readonly recipientName?: string;
  readonly firstName?: string;
  readonly givenName?: string;
  readonly lastName?: string;
  readonly familyName?: string;
  readonly company?: string;
  readonly organization?: string;
  readonly phone?: string;
};

export type ChangeDeliveryAddressRequest = {
  readonly address: ChangeDeliveryAddressAddress;
};

/** An instant, a day, or a range of either. A day is the whole day at the place of delivery. At most two years in the future. */
export type ChangeOrderStatusEstimatedDelivery = string | CreateOrderCheckoutDataEstimatedDelivery;

export type ChangeOrderStatusLocation = string | HistoryEntryPlace;

export type ChangeOrderStatusRequest = {
  readonly status: string;
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery?: ChangeOrderStatusEstimatedDelivery;
  readonly location?: ChangeOrderStatusLocation;
  readonly statusDetails?: string;
  readonly reason?: string;
  readonly notes?: string;
  /** Custom data, up to 16 KB of JSON, returned unchanged. A value that is not an object is returned as `{"value": …}`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
};

export type ChangeSubstitutionsAnswer = {
  readonly substitution_id: string;
  readonly decision: string;
};

export type ChangeSubstitutionsRequest = {
  readonly substitutions?: ReadonlyArray<ChangeSubstitutionsSubstitution>;
  readonly answers?: ReadonlyArray<ChangeSubstitutionsAnswer>;
};

export type ChangeSubstitutionsSubstitution = {
  readonly substitution_id?: string;
  readonly item_id: string;
  readonly substitute?: ChangeSubstitutionsSubstitutionSubstitute;
};

export type ChangeSubstitutionsSubstitutionSubstitute = {
  /** Truncated to 128 characters. */
  readonly sku?: string;
  /** Truncated to 300 characters. */
  readonly name: string;
  /** Greater than 0, with up to 3 fractional digits, in `unit`. A JSON number is taken too. */
  readonly quantity: string;
  /** Unit of the quantity: `pc` by default, `kg`, `g`, `l`, `ml`, `lb`, `oz`, or any other up to 20 characters. */
  readonly unit?: string;
  /** A non-negative decimal amount; a JSON number is rounded to 8 fractional digits. A JSON number is taken too. */
  readonly unit_price: string;
  /** An `http` or `https` URL; the scheme is optional. Other values are omitted. */
  readonly image?: string;
};

export type ChangeTrackingStatusRequest = {
  readonly status: string;
  readonly tracking_number?: string;
  readonly carrier?: string;
  readonly estimated_delivery?: ChangeOrderStatusEstimatedDelivery;
  readonly location?: ChangeOrderStatusLocation;
  readonly status_details?: string;
  readonly reason?: string;
  readonly notes?: string;
  /** Custom data, up to 16 KB of JSON, returned unchanged. A value that is not an object is returned as `{"value": …}`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
};

export type ChangedOrder = {
  readonly success: boolean;
  readonly order: ChangedOrderOrder;
  readonly data?: ChangedOrderOrder;
};

export type ChangedOrderOrder = {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderType: string;
  readonly workflow: OrderSummaryWorkflow;
  readonly status: string;
  readonly phase: Phase;
  readonly version: number;
  readonly statusSince: string;
  readonly statusUpdatedAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly confirmedAt: string | null;
  readonly preparingAt: string | null;
  readonly readyAt: string | null;
  readonly shippedAt: string | null;
  readonly deliveredAt: string | null;
  readonly completedAt: string | null;
  readonly cancelledAt: string | null;
  readonly buyerId: string | null;
  readonly customerId: string | null;
  readonly sellerId: string;
  readonly farmId: string;
  readonly seller: OrderSummarySeller;
  readonly totalAmount: string;
  readonly currency: string;
  readonly fulfilmentType: OrderSummaryFulfilmentType;
  readonly fulfillmentType: OrderSummaryFulfilmentType;
  readonly itemCount: number;
  /** Of the parcel that leads the order */
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly isLate: boolean;
  readonly allowedNext: ReadonlyArray<string>;
  readonly shipments: ReadonlyArray<Shipment>;
  /** The page on which the order is followed */
  readonly trackingUrl: string;
};

export type ConfirmDeliveredProof = {
  readonly photoKey?: string;
  readonly signature?: string;
  readonly pin?: string;
};

export type ConfirmDeliveredRequest = {
  readonly proof?: ConfirmDeliveredProof;
};

export type CorrectShipmentRequest = {
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly reason?: string;
  readonly confirmed?: boolean;
};

export type CountUnreadNotificationsResult = {
  readonly unread: number;
};

export type CreateOrderCheckoutData = {
  readonly buyerId?: string;
  readonly guestEmail?: string;
  readonly sellerId: string;
  readonly listingId?: string;
  readonly items?: ReadonlyArray<CreateOrderCheckoutDataItem>;
  /** Greater than 0, with up to 3 fractional digits, in `unit`. A JSON number is taken too. */
  readonly quantity?: string;
  /** Unit of the quantity: `pc` by default, `kg`, `g`, `l`, `ml`, `lb`, `oz`, or any other up to 20 characters. */
  readonly unit?: string;
  /** A non-negative decimal amount with up to 8 significant fractional digits. A JSON number is taken too. */
  readonly totalAmount: string;
  readonly currency: string;
  readonly shippingAddress?: CreateOrderCheckoutDataShippingAddress;
  /** Truncated to 100 characters. */
  readonly shippingMethod?: string;
  readonly fulfilmentType?: OrderSummaryFulfilmentType;
  readonly fulfillmentType?: OrderSummaryFulfilmentType;
  readonly orderType?: string;
  /** The language of texts (`es`, `en`, `ro` or `ru`) as a case-insensitive BCP 47 tag, with `-` or `_`, or a list in order of preference. Any other value is stored in `metadata.asWritten`, and texts are in Spanish. */
  readonly locale?: string;
  readonly customer?: CreateOrderCheckoutDataCustomer;
  readonly estimatedDelivery?: CreateOrderCheckoutDataEstimatedDelivery2;
  readonly estimatedReadyAt?: CreateOrderCheckoutDataEstimatedDelivery2;
  readonly estimatedPickupAt?: CreateOrderCheckoutDataEstimatedDelivery2;
  readonly pickupLocation?: CreateOrderCheckoutDataPickupLocation2;
  /** Truncated to 2000 characters. */
  readonly pickupInstructions?: string;
  /** Truncated to 2000 characters. */
  readonly notes?: string;
  /** Truncated to 2000 characters. */
  readonly specialInstructions?: string;
  /** Truncated to 2000 characters. */
  readonly deliveryNotes?: string;
  /** Truncated to 120 characters. */
  readonly sellerName?: string;
  /** Truncated to 120 characters. */
  readonly storeName?: string;
  /** Custom data, up to 16 KB of JSON, returned unchanged. A value that is not an object is returned as `{"value": …}`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Another name for `sellerId`. Where both are given and differ, this one is set aside. */
  readonly farmId?: string;
  /** Another name for `buyerId`. Where both are given and differ, this one is set aside. */
  readonly customerId?: string;
  /** Another name for `shippingAddress`. Where both are given and differ, this one is set aside. */
  readonly deliveryAddress?: Readonly<Record<string, unknown>>;
  /** Another name for `notes`. Where both are given and differ, this one is set aside. */
  readonly orderNotes?: string;
};

export type CreateOrderCheckoutDataCustomer = {
  /** Truncated to 200 characters. */
  readonly name?: string;
  readonly email?: string;
  /** A telephone number in any notation. Truncated to 64 characters. */
  readonly phone?: string;
};

export type CreateOrderCheckoutDataEstimatedDelivery = {
  /** A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
  readonly from: string;
  /** A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
  readonly to: string;
};

/** An instant, a day, or a range of either. A day is the whole day at the place of delivery. At most two years in the future. */
export type CreateOrderCheckoutDataEstimatedDelivery2 = string | CreateOrderCheckoutDataEstimatedDelivery;

export type CreateOrderCheckoutDataItem = {
  readonly itemId?: string;
  /** Truncated to 128 characters. */
  readonly sku?: string;
  readonly listingId?: string;
  /** Cut after 300 characters. Absent: `productName`, then `sku`. */
  readonly name?: string;
  /** Truncated to 300 characters. */
  readonly productName?: string;
  /** Truncated to 2000 characters. */
  readonly description?: string;
  /** Truncated to 2000 characters. */
  readonly productDescription?: string;
  /** Custom data, up to 16 KB of JSON, returned unchanged. A value that is not an object is returned as `{"value": …}`. */
  readonly productSnapshot?: Readonly<Record<string, unknown>>;
  /** Greater than 0, with up to 3 fractional digits, in `unit`. A JSON number is taken too. */
  readonly quantity: string;
  /** Unit of the quantity: `pc` by default, `kg`, `g`, `l`, `ml`, `lb`, `oz`, or any other up to 20 characters. */
  readonly unit?: string;
  /** A non-negative decimal amount; a JSON number is rounded to 8 fractional digits. A JSON number is taken too. */
  readonly unitPrice: string;
  /** A non-negative decimal amount; a JSON number is rounded to 8 fractional digits. A JSON number is taken too. */
  readonly totalPrice?: string;
  /** An `http` or `https` URL; the scheme is optional. Other values are omitted. */
  readonly image?: string;
  /** A day is the whole day at the place of delivery. At most two years in the future. A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
  readonly preparedAt?: string;
};

export type CreateOrderCheckoutDataPickupLocation = {
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly name?: string;
  readonly line1?: string;
};

export type CreateOrderCheckoutDataPickupLocation2 = string | CreateOrderCheckoutDataPickupLocation;

/** The common names of the same field are understood, in any case, with `_` or `-`. Delivery needs a street, a city (where the country has more than one) and a country: a code of ISO 3166-1 or a name in English, Spanish, Romanian or Russian. */
export type CreateOrderCheckoutDataShippingAddress = {
  readonly line1?: string;
  readonly street?: string;
  readonly street1?: string;
  readonly streetLine1?: string;
  readonly address?: string;
  readonly address1?: string;
  readonly addressLine?: string;
  readonly addressLine1?: string;
  readonly firstLine?: string;
  readonly streetAddress?: string;
  readonly houseNumber?: string;
  readonly houseNumberOrName?: string;
  readonly streetNumber?: string;
  readonly line2?: string;
  readonly street2?: string;
  readonly streetAddress2?: string;
  readonly streetLine2?: string;
  readonly address2?: string;
  readonly addressLine2?: string;
  readonly secondLine?: string;
  readonly line3?: string;
  readonly street3?: string;
  readonly streetLine3?: string;
  readonly address3?: string;
  readonly addressLine3?: string;
  readonly apartment?: string;
  readonly district?: string;
  readonly city?: string;
  readonly town?: string;
  readonly locality?: string;
  readonly municipality?: string;
  readonly village?: string;
  readonly postTown?: string;
  readonly adminArea2?: string;
  readonly region?: string;
  readonly state?: string;
  readonly province?: string;
  readonly county?: string;
  readonly stateOrProvince?: string;
  readonly stateOrRegion?: string;
  readonly administrativeArea?: string;
  readonly adminArea1?: string;
  readonly subdivision?: string;
  readonly stateCode?: string;
  readonly provinceCode?: string;
  readonly regionCode?: string;
  readonly stateOrProvinceCode?: string;
  readonly postalCode?: string;
  readonly postcode?: string;
  readonly zip?: string;
  readonly zipCode?: string;
  readonly zipPostalCode?: string;
  readonly eircode?: string;
  readonly country?: string;
  readonly countryCode?: string;
  readonly countryName?: string;
  readonly countryIso?: string;
  readonly countryIso2?: string;
  readonly countryCodeV2?: string;
  readonly countryId?: string;
  /** Truncated to 200 characters. */
  readonly name?: string;
  /** Truncated to 200 characters. */
  readonly fullName?: string;
  /** Truncated to 200 characters. */
  readonly recipient?: string;
  /** Truncated to 200 characters. */
  readonly recipientName?: string;
  /** Truncated to 200 characters. */
  readonly firstName?: string;
  /** Truncated to 200 characters. */
  readonly givenName?: string;
  /** Truncated to 200 characters. */
  readonly lastName?: string;
  /** Truncated to 200 characters. */
  readonly familyName?: string;
  /** Truncated to 200 characters. */
  readonly company?: string;
  /** Truncated to 200 characters. */
  readonly organization?: string;
  /** Truncated to 200 characters. */
  readonly phone?: string;
};

export type CreateOrderPaymentResult = {
  readonly success: boolean;
  /** `pending` while a transfer or transaction is not final. Equivalent values of payment services are accepted. */
  readonly status?: string;
  /** Truncated to 40 characters. */
  readonly paymentMethod: string;
  readonly transactionHash?: string;
  readonly escrowId?: string;
  readonly paymentIntentId?: string;
  /** A non-negative decimal amount; a JSON number is rounded to 8 fractional digits. A JSON number is taken too. */
  readonly processingFee?: string;
  /** Truncated to 64 characters. */
  readonly gasUsed?: string;
  /** A non-negative decimal amount; a JSON number is rounded to 8 fractional digits. A JSON number is taken too. */
  readonly gasFees?: string;
};

export type CreateOrderRequest = {
  readonly paymentResult: CreateOrderPaymentResult;
  readonly checkoutData?: CreateOrderCheckoutData;
};

export type CreateTemplateLastFailure = {
  readonly version: number;
  readonly at: string;
  readonly reason: string;
};

export type CreateTemplateRequest = {
  readonly name: string;
  readonly type: ListTemplatesTemplateType;
  readonly channel: TimelineNotificationChannel;
  readonly language: GetPreferencesLanguagePreference;
  readonly subject?: string;
  readonly content: string;
  /** WhatsApp only: the name under which Meta has approved the text */
  readonly approvedName?: string;
  readonly isActive?: boolean;
  readonly isDefault?: boolean;
};

export type CreateTemplateResult = {
  readonly id: string;
  readonly name: string;
  readonly type: ListTemplatesTemplateType;
  readonly channel: TimelineNotificationChannel;
  readonly language: GetPreferencesLanguagePreference;
  readonly subject: string | null;
  readonly content: string;
  readonly approvedName?: string;
  readonly variables: ReadonlyArray<string>;
  readonly version: number;
  readonly activeVersion: number;
  readonly latestVersion: number;
  readonly isActive: boolean;
  readonly isDefault: boolean;
  readonly isBuiltIn: boolean;
  readonly updatedAt: string | null;
  readonly lastFailure: CreateTemplateLastFailure | null;
};

export type CreateWorkflowRequest = {
  readonly id: string;
  readonly title: string;
  readonly initial: ReadonlyArray<WorkflowInitial>;
  readonly statuses: Readonly<Record<string, WorkflowStatus>>;
  readonly transitions: ReadonlyArray<WorkflowTransition>;
  readonly deadlines: ReadonlyArray<WorkflowDeadline>;
  readonly milestones: Readonly<Record<string, string>>;
  readonly cancellationWindow?: string;
  readonly automatic?: Readonly<Record<string, string>>;
  readonly payments?: Readonly<Record<string, string>>;
  readonly milestoneNotices?: Readonly<Record<string, ReadonlyArray<WorkflowStatusNotify>>>;
  readonly substitutions?: WorkflowSubstitutions;
  readonly driverAssigned?: string;
  readonly dialect?: "farm";
  readonly version?: number;
};

export type CreatedOrder = {
  readonly success: boolean;
  readonly order: CreatedOrderOrder;
};

export type CreatedOrderOrder = {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderType: string;
  readonly workflow: OrderSummaryWorkflow;
  readonly status: string;
  readonly phase: Phase;
  readonly version: number;
  readonly statusSince: string;
  readonly statusUpdatedAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly confirmedAt: string | null;
  readonly preparingAt: string | null;
  readonly readyAt: string | null;
  readonly shippedAt: string | null;
  readonly deliveredAt: string | null;
  readonly completedAt: string | null;
  readonly cancelledAt: string | null;
  readonly buyerId: string | null;
  readonly customerId: string | null;
  readonly sellerId: string;
  readonly farmId: string;
  readonly seller: OrderSummarySeller;
  readonly totalAmount: string;
  readonly currency: string;
  readonly fulfilmentType: OrderSummaryFulfilmentType;
  readonly fulfillmentType: OrderSummaryFulfilmentType;
  readonly itemCount: number;
  /** Of the parcel that leads the order */
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly isLate: boolean;
  readonly notes: string | null;
  readonly orderNotes: string | null;
  readonly specialInstructions: string | null;
  readonly deliveryNotes: string | null;
  readonly deliveryAddress: OrderShippingAddress | null;
  /** As text; `shipping.pickup.place` is the place in its parts */
  readonly pickupLocation: string | null;
  readonly pickupInstructions: string | null;
  /** The page on which the order is followed */
  readonly trackingUrl: string;
};

export type DeliveryWindow = {
  readonly from: string;
  /** End of the window, inclusive */
  readonly to: string;
  /** IANA time zone of the place of delivery */
  readonly timezone: string;
  /** True if only days are known; the window then spans whole days */
  readonly isDay: boolean;
};

export type DescribeWorkflowsResult = {
  readonly workflows: ReadonlyArray<WorkflowSummary>;
};

export type DetachShipmentRequest = {
  readonly reason?: string;
};

export type DriverLocationOrderEvent = {
  readonly type: "driver_location";
  readonly topics?: ReadonlyArray<string>;
  readonly orderId: string;
  readonly location: StoreOrderDriverLocation;
};

export type FarmHistoryEntry = {
  readonly id: string;
  readonly eventId: string;
  readonly seq: number;
  readonly type: string;
  readonly status: string;
  readonly previousStatus: string | null;
  readonly fromStatus: string | null;
  readonly toStatus: string;
  readonly actor: HistoryEntryActor;
  /** The id of the actor, else the role */
  readonly changedBy: string;
  readonly createdBy: string;
  readonly occurredAt: string;
  readonly timestamp: string;
  readonly createdAt: string;
  readonly recordedAt: string;
  readonly statusDetails?: string;
  readonly reason?: string;
  readonly notes?: string;
  /** As text: `Miami, FL, US` */
  readonly location?: string;
  readonly place?: HistoryEntryPlace;
  readonly trackingNumber?: string;
  readonly carrier?: string;
  /** The latest estimate: an instant, or a day (`2026-11-27`) if only the day is known */
  readonly estimatedDelivery?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly order: FarmHistoryEntryOrder;
};

export type FarmHistoryEntryOrder = {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: string;
};

export type FlagWorkflowDeadlineAction = {
  readonly kind: "flag";
  readonly flag: "quiet";
};

export type GetAsyncApiResult = {
  readonly asyncapi: string;
};

export type GetDeliveryPhotoResult = {
  readonly photoKey: string;
  readonly url: string;
  readonly expiresAt: string;
};

export type GetHealthResult = {
  readonly status: "ok";
  readonly reachable?: ReadonlyArray<string>;
};

export type GetOpenApiResult = {
  readonly openapi: string;
};

/** `null`: the language of each order */
export type GetPreferencesLanguagePreference = "en" | "es" | "ro" | "ru";

export type GetPreferencesQuietHours = {
  readonly start: string;
  readonly end: string;
  readonly allowUrgent: boolean;
};

export type GetPreferencesQuietHours2 = {
  readonly start: string;
  readonly end: string;
  readonly allow_urgent: boolean;
};

export type GetPreferencesResult = {
  /** `null` for a shop and for the holder of a link */
  readonly userId: string | null;
  readonly emailNotifications: Readonly<Record<string, boolean>>;
  readonly inAppNotifications: Readonly<Record<string, boolean>>;
  readonly pushNotifications: Readonly<Record<string, boolean>>;
  readonly smsNotifications: Readonly<Record<string, boolean>>;
  readonly whatsappNotifications: Readonly<Record<string, boolean>>;
  readonly phoneNumber: string | null;
  readonly phoneVerified: boolean;
  readonly whatsappOptedIn: boolean;
  readonly languagePreference: GetPreferencesLanguagePreference | null;
  readonly timezone: string;
  readonly quietHours: GetPreferencesQuietHours;
  readonly substitutionPreference: GetPreferencesSubstitutionPreference;
  readonly updatedAt: string | null;
  readonly user_id?: string | null;
  readonly channels?: ReadonlyArray<string>;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly phone_verified?: boolean;
  readonly push_tokens?: ReadonlyArray<string>;
  readonly whatsapp_opted_in?: boolean;
  readonly language?: GetPreferencesLanguagePreference | null;
  readonly quiet_hours?: GetPreferencesQuietHours2;
  readonly substitution_preference?: GetPreferencesSubstitutionPreference;
  readonly updated_at?: string | null;
};

export type GetPreferencesSubstitutionPreference = "accept" | "refund" | "ask";

export type GetShopLocale = "es" | "en" | "ro" | "ru";

export type GetShopResult = {
  readonly name: string;
  /** The name that customers know it by: `name`, where it has no other */
  readonly storeName: string;
  readonly logoUrl: string | null;
  /** `#rrggbb`, legible on white */
  readonly accentColor: string | null;
  /** An e-mail address, a telephone number or an `https` URL */
  readonly supportContact: string | null;
  readonly shopId: string;
  readonly version: number;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly locale?: GetShopLocale | null;
  readonly timezone?: string | null;
  readonly address?: OrderShippingAddress | null;
  readonly accountUrl?: string | null;
  readonly pickup?: OrderShippingPickup | null;
  readonly createdAt?: string;
  readonly updatedAt?: string;
};

export type GetSubscriptionKeyResult = {
  readonly publicKey: string;
};

export type GiveFeedbackRequest = {
  readonly rating: number;
  readonly comment?: string;
};

export type HistoryEntry = {
  readonly id: string;
  readonly eventId: string;
  readonly seq: number;
  readonly type: string;
  readonly status: string;
  readonly previousStatus: string | null;
  readonly fromStatus: string | null;
  readonly toStatus: string;
  readonly actor: HistoryEntryActor;
  /** The id of the actor, else the role */
  readonly changedBy: string;
  readonly createdBy: string;
  readonly occurredAt: string;
  readonly timestamp: string;
  readonly createdAt: string;
  readonly recordedAt: string;
  readonly statusDetails?: string;
  readonly reason?: string;
  readonly notes?: string;
  /** As text: `Miami, FL, US` */
  readonly location?: string;
  readonly place?: HistoryEntryPlace;
  readonly trackingNumber?: string;
  readonly carrier?: string;
  /** The latest estimate: an instant, or a day (`2026-11-27`) if only the day is known */
  readonly estimatedDelivery?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
};

export type HistoryEntryActor = {
  readonly role: HistoryEntryActorRole;
  readonly id?: string;
};

export type HistoryEntryActorRole = "customer" | "guest" | "seller" | "driver" | "csr" | "admin" | "carrier" | "payment" | "system";

export type HistoryEntryPlace = {
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
};

export type InboxChangedOrderEvent = {
  readonly type: "inbox_changed";
  readonly topics?: ReadonlyArray<string>;
  readonly unread: number;
  readonly read: ReadonlyArray<string>;
  readonly archived: ReadonlyArray<string>;
};

export type InitTrackingCustomer = {
  /** Truncated to 200 characters. */
  readonly name?: string;
  readonly email?: string;
  /** A telephone number in any notation. Truncated to 64 characters. */
  readonly phone?: string;
};

export type InitTrackingItem = {
  readonly item_id?: string;
  /** Truncated to 128 characters. */
  readonly sku?: string;
  /** Truncated to 300 characters. Defaults to `sku`. */
  readonly name?: string;
  /** Greater than 0, with up to 3 fractional digits, in `unit`. A JSON number is taken too. */
  readonly quantity: string;
  /** Unit of the quantity: `pc` by default, `kg`, `g`, `l`, `ml`, `lb`, `oz`, or any other up to 20 characters. */
  readonly unit?: string;
  /** A non-negative decimal amount; a JSON number is rounded to 8 fractional digits. A JSON number is taken too. */
  readonly unit_price?: string;
  /** An `http` or `https` URL; the scheme is optional. Other values are omitted. */
  readonly image?: string;
};

export type InitTrackingRequest = {
  readonly order_id: string;
  readonly store_id: string;
  readonly customer_id: string;
  readonly order_type?: string;
  readonly items?: ReadonlyArray<InitTrackingItem>;
  readonly delivery_provider?: string;
  readonly fulfilment_type?: OrderSummaryFulfilmentType;
  readonly fulfillment_type?: OrderSummaryFulfilmentType;
  /** A non-negative decimal amount with up to 8 significant fractional digits. A JSON number is taken too. */
  readonly total_amount?: string;
  readonly currency?: string;
  /** The language of texts (`es`, `en`, `ro` or `ru`) as a case-insensitive BCP 47 tag, with `-` or `_`, or a list in order of preference. Any other value is stored in `metadata.asWritten`, and texts are in Spanish. */
  readonly locale?: string;
  readonly customer?: InitTrackingCustomer;
  readonly estimated_delivery?: ChangeOrderStatusEstimatedDelivery;
  readonly substitution_preference?: GetPreferencesSubstitutionPreference;
  /** Custom data, up to 16 KB of JSON, returned unchanged. A value that is not an object is returned as `{"value": …}`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
};

export type ListCarriersCarrier = {
  readonly carrier: string;
  readonly name: string;
  readonly capabilities: ReadonlyArray<ListCarriersCarrierCapability>;
  /** The stage has credentials for its API */
  readonly hasAccount: boolean;
  readonly enabled: boolean;
  readonly state: ListCarriersCarrierState;
  /** Why it is paused: `unauthorized`, its API refuses the credentials */
  readonly reason: string | null;
  /** Of the pause, or of being switched off */
  readonly since: string | null;
  /** Nothing is asked before */
  readonly retryAt: string | null;
  readonly calls: number;
  readonly failures: number;
  /** 0 to 1; null without calls */
  readonly successRate: number | null;
  readonly averageMilliseconds: number | null;
  readonly lastSuccessAt: string | null;
  readonly lastFailure: ListCarriersCarrierLastFailure | null;
  /** When a webhook came last, to within five minutes */
  readonly lastEventAt: string | null;
  /** How long the parcel has waited that is due first; 0: none is due */
  readonly overdueSeconds: number;
  readonly freshness: ListCarriersCarrierFreshness | null;
  readonly quotas: ReadonlyArray<ListCarriersCarrierQuota>;
};

export type ListCarriersCarrierCapability = "webhook" | "track" | "subscribe" | "deliver";

/** How old the oldest was of what was known of the parcels that the last run of polling heard of */
export type ListCarriersCarrierFreshness = {
  readonly at: string;
  readonly seconds: number;
};

export type ListCarriersCarrierLastFailure = {
  readonly at: string;
  readonly code: string;
};

export type ListCarriersCarrierQuota = {
  /** Allowed in a window */
  readonly calls: number;
  /** Length of the window */
  readonly seconds: number;
  /** Null: a short window, within which calls are spaced and not counted */
  readonly used: number | null;
  readonly left: number | null;
  readonly resetsAt: string | null;
};

export type ListCarriersCarrierState = "active" | "disabled" | "paused" | "backing_off" | "no_account";

export type ListCarriersResult = {
  readonly carriers: ReadonlyArray<ListCarriersCarrier>;
};

export type ListDevicesDevice = {
  /** `dev_` and the first 32 hexadecimal digits of the SHA-256 of the token. Of a browser, the token is the JSON of `{endpoint, keys: {p256dh, auth}}` in this sequence, without spaces. */
  readonly id: string;
  readonly kind: ListDevicesDeviceKind;
  readonly platform: PutPreferencesPushTokenPlatform;
  readonly name: string | null;
  readonly createdAt: string;
  /** When it was registered last: applications do so whenever somebody signs in. */
  readonly lastUsedAt: string;
};

export type ListDevicesDeviceKind = "browser" | "app";

export type ListDevicesResult = {
  readonly devices: ReadonlyArray<ListDevicesDevice>;
};

export type ListNotificationHistoryNotification = {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly type: string;
  readonly channel: string;
  readonly audience: string;
  readonly status: string;
  readonly priority: string;
  readonly language: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly subject: string | null;
  readonly contentPreview: string | null;
  readonly recipient: string | null;
  readonly guestEmail: string | null;
  readonly provider: string | null;
  readonly externalId: string | null;
  readonly errorMessage: string | null;
  readonly retryCount: number;
  readonly createdAt: string;
  readonly scheduledAt: string | null;
  readonly sentAt: string | null;
  readonly deliveredAt: string | null;
  readonly openedAt: string | null;
  readonly clickedAt: string | null;
  readonly readAt: string | null;
  readonly attempts: ReadonlyArray<ListNotificationHistoryNotificationAttempt>;
};

export type ListNotificationHistoryNotificationAttempt = {
  readonly id: string;
  readonly at: string;
  readonly outcome: string | null;
  readonly provider: string | null;
  readonly error: string | null;
};

export type ListNotificationHistoryResult = {
  readonly notifications: ReadonlyArray<ListNotificationHistoryNotification>;
  readonly pagination: Pagination;
};

export type ListNotificationsData = {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly message: string;
  readonly body: string;
  readonly data: ListNotificationsNotificationData;
  readonly metadata: ListNotificationsDataMetadata;
  readonly order: FarmHistoryEntryOrder;
  readonly read: boolean;
  readonly readAt: string | null;
  readonly createdAt: string;
};

export type ListNotificationsDataMetadata = {
  readonly orderNumber: string;
  readonly status: string;
  readonly phase: string;
  readonly occurredAt: string;
  readonly carrier?: string;
  readonly trackingNumber?: string;
};

export type ListNotificationsNotification = {
  readonly id: string;
  readonly type: TimelineNotificationType;
  readonly title: string;
  readonly message: string;
  readonly body: string;
  readonly data: ListNotificationsNotificationData;
  readonly metadata: ListNotificationsNotificationMetadata;
  readonly order: FarmHistoryEntryOrder;
  readonly read: boolean;
  readonly readAt: string | null;
  readonly createdAt: string;
};

export type ListNotificationsNotificationData = {
  readonly orderId: string;
};

export type ListNotificationsNotificationMetadata = {
  readonly orderNumber: string;
  readonly status: string;
  readonly phase: Phase;
  readonly occurredAt: string;
  readonly carrier?: string;
  readonly trackingNumber?: string;
};

export type ListNotificationsResult = {
  readonly notifications: ReadonlyArray<ListNotificationsNotification>;
  readonly pagination: Pagination;
  readonly success?: boolean;
  readonly data?: ReadonlyArray<ListNotificationsData>;
};

export type ListTemplateVersionsResult = {
  readonly versions: ReadonlyArray<ListTemplateVersionsVersion>;
  readonly nextBefore: number | null;
};

export type ListTemplateVersionsVersion = {
  readonly version: number;
  readonly name: string;
  readonly subject: string | null;
  readonly content: string;
  readonly isActive: boolean;
  readonly createdAt: string;
  readonly createdBy: string | null;
};

export type ListTemplatesResult = {
  readonly templates: ReadonlyArray<ListTemplatesTemplate>;
  readonly variables: ReadonlyArray<ListTemplatesVariable>;
};

export type ListTemplatesTemplate = {
  readonly id: string;
  readonly name: string;
  readonly type: ListTemplatesTemplateType;
  readonly channel: TimelineNotificationChannel;
  readonly language: GetPreferencesLanguagePreference;
  readonly activeVersion: number;
  readonly latestVersion: number;
  readonly isActive: boolean;
  readonly isDefault: boolean;
  readonly isBuiltIn: boolean;
  readonly updatedAt: string | null;
};

/** A type of notification, or what is special about one: `held_at_counter`, `farm_confirmed`, `shop_…` */
export type ListTemplatesTemplateType = "order_created" | "order_confirmed" | "processing" | "shipped" | "out_for_delivery" | "delivered" | "delayed" | "exception" | "cancelled" | "returned" | "refunded" | "ready_for_pickup" | "preparing" | "completed" | "substitutions_needed" | "driver_assigned" | "store_new_order" | "order_reminder" | "dispute_opened" | "payment_failed" | "delivery_rescheduled" | "tracking_link" | "custom" | "farm_confirmed" | "held_at_counter" | "pickup_reminder" | "pickup_rescheduled" | "out_for_delivery_undated" | "still_delayed" | "digest" | "shop_update" | "shop_cancelled" | "shop_returned" | "shop_refunded" | "shop_completed" | "shop_exception" | "shop_dispute_opened" | "shop_reminder" | "shop_unscanned" | "driver_new_delivery" | "driver_cancelled" | "driver_update" | "support_reminder" | "support_exception" | "support_dispute_opened" | "support_requested" | "support_update";

export type ListTemplatesVariable = {
  readonly name: string;
  readonly kind: ListTemplatesVariableKind;
  readonly description: string;
};

export type ListTemplatesVariableKind = "text" | "url" | "list";

export type ListWorkflowsResult = {
  readonly workflows: ReadonlyArray<ListWorkflowsWorkflow>;
};

export type ListWorkflowsWorkflow = {
  readonly id: string;
  readonly title: string;
  readonly activeVersion: number;
  readonly builtIn: boolean;
  readonly updatedAt: string | null;
};

export type Listing = {
  readonly listingId: string;
  readonly sellerId: string;
  readonly available: boolean;
  readonly availableFrom: string | null;
  readonly stock: number | null;
  readonly version: number;
  readonly updatedAt: string;
};

export type MoveOrderRequest = {
  readonly status: string;
  readonly reason?: string;
  readonly notes?: string;
  readonly force?: boolean;
};

export type MoveOrderResult = {
  readonly success: boolean;
  readonly order: MovedOrder;
  readonly forced: boolean;
};

export type MovedOrder = {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderType: string;
  readonly workflow: OrderSummaryWorkflow;
  readonly status: string;
  readonly phase: Phase;
  readonly version: number;
  readonly statusSince: string;
  readonly statusUpdatedAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly confirmedAt: string | null;
  readonly preparingAt: string | null;
  readonly readyAt: string | null;
  readonly shippedAt: string | null;
  readonly deliveredAt: string | null;
  readonly completedAt: string | null;
  readonly cancelledAt: string | null;
  readonly buyerId: string | null;
  readonly customerId: string | null;
  readonly sellerId: string;
  readonly farmId: string;
  readonly seller: OrderSummarySeller;
  readonly totalAmount: string;
  readonly currency: string;
  readonly fulfilmentType: OrderSummaryFulfilmentType;
  readonly fulfillmentType: OrderSummaryFulfilmentType;
  readonly itemCount: number;
  /** Of the parcel that leads the order */
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly isLate: boolean;
  readonly allowedNext: ReadonlyArray<string>;
  readonly shipments: ReadonlyArray<Shipment>;
};

export type NewOrderOrderEvent = {
  readonly type: "new_order";
  readonly cursor: string;
  readonly topics?: ReadonlyArray<string>;
  readonly cursors?: Readonly<Record<string, string>>;
  readonly orderId?: string;
  readonly topic?: string;
  readonly seq: number;
  readonly update: OrderUpdateOrderEventUpdate;
};

export type NotificationOrderEvent = {
  readonly type: "notification";
  readonly cursor?: string;
  readonly topics?: ReadonlyArray<string>;
  readonly unread: number;
  readonly notification: NotificationOrderEventNotification;
};

export type NotificationOrderEventNotification = {
  readonly id: string;
  readonly orderId: string;
  readonly type: TimelineNotificationType;
  readonly title: string;
  readonly body: string;
  readonly at: string;
};

export type NotifyCustomerMessage = {
  readonly channel: string;
  readonly recipient: string | null;
  readonly message: Readonly<Record<string, string>>;
  readonly warnings: ReadonlyArray<string>;
};

export type NotifyCustomerRequest = {
  readonly subject?: string;
  readonly message: string;
  readonly channels?: ReadonlyArray<TimelineNotificationChannel>;
  readonly preview?: boolean;
};

export type NotifyCustomerResult = {
  readonly messageId: string | null;
  readonly isPreview: boolean;
  readonly messages: ReadonlyArray<NotifyCustomerMessage>;
};

export type NotifyWorkflowDeadlineAction = {
  readonly kind: "notify";
  readonly notify: WorkflowStatusNotify;
  readonly alsoNotify?: ReadonlyArray<WorkflowStatusNotify>;
  readonly alert?: string;
};

export type OpenDisputeRequest = {
  readonly reason: string;
};

export type OptInWhatsappRequest = {
  /** A telephone number in any notation. Truncated to 64 characters. */
  readonly phoneNumber?: string;
};

export type OptInWhatsappResult = {
  readonly whatsappOptedIn: boolean;
};

export type OptOutWhatsappRequest = {
  /** A telephone number in any notation. Truncated to 64 characters. */
  readonly phoneNumber?: string;
};

export type Order = {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderType: string;
  readonly workflow: OrderSummaryWorkflow;
  readonly status: string;
  readonly phase: Phase;
  readonly version: number;
  readonly statusSince: string;
  readonly statusUpdatedAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly confirmedAt: string | null;
  readonly preparingAt: string | null;
  readonly readyAt: string | null;
  readonly shippedAt: string | null;
  readonly deliveredAt: string | null;
  readonly completedAt: string | null;
  readonly cancelledAt: string | null;
  readonly buyerId: string | null;
  readonly customerId: string | null;
  readonly sellerId: string;
  readonly farmId: string;
  readonly seller: OrderSummarySeller;
  readonly totalAmount: string;
  readonly currency: string;
  readonly fulfilmentType: OrderSummaryFulfilmentType;
  readonly fulfillmentType: OrderSummaryFulfilmentType;
  readonly itemCount: number;
  /** Of the parcel that leads the order */
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly isLate: boolean;
  readonly buyer: OrderBuyer;
  readonly items: ReadonlyArray<OrderItem>;
  readonly payment: Payment | null;
  readonly shipping: OrderShipping;
  readonly shipments: ReadonlyArray<Shipment>;
  /** What happened first; the timeline route has all of it */
  readonly timeline: ReadonlyArray<OrderTimeline>;
  readonly notes: string | null;
  readonly orderNotes: string | null;
  readonly specialInstructions: string | null;
  readonly deliveryNotes: string | null;
  readonly deliveryAddress: OrderShippingAddress | null;
  /** As text; `shipping.pickup.place` is the place in its parts */
  readonly pickupLocation: string | null;
  readonly pickupInstructions: string | null;
  readonly customer: OrderBuyer;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly estimatedReadyAt: string | null;
  readonly estimatedPickupAt: string | null;
  readonly pickupWindow: DeliveryWindow | null;
  readonly deliveryAttempts: number;
  readonly stamps: Readonly<Record<string, string>>;
  readonly parcels: ReadonlyArray<OrderParcel>;
};

export type OrderBuyer = {
  /** Null: a guest */
  readonly id: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly isGuest: boolean;
  readonly phone: string | null;
  readonly phoneE164: string | null;
};

export type OrderDetail = {
  readonly order: Order;
  readonly buyer: OrderBuyer;
  readonly seller: OrderSummarySeller;
  readonly items: ReadonlyArray<OrderItem>;
  readonly payment: Payment | null;
  readonly shipping: OrderShipping;
  readonly shipments: ReadonlyArray<Shipment>;
  /** What happened first; the timeline route has all of it */
  readonly timeline: ReadonlyArray<OrderTimeline>;
};

export type OrderEvent = OrderUpdateOrderEvent | NewOrderOrderEvent | AlertOrderEvent | DriverLocationOrderEvent | NotificationOrderEvent | InboxChangedOrderEvent;

export type OrderEventPage = {
  readonly events: ReadonlyArray<OrderEvent>;
  readonly cursor: string;
  readonly hasMore: boolean;
  /** Seconds after which to poll again */
  readonly pollAfterSeconds: number;
  readonly pagination: Pagination;
};

export type OrderItem = {
  readonly id: string;
  readonly itemId: string;
  readonly sku?: string;
  readonly listingId?: string;
  readonly name: string;
  readonly productName: string;
  readonly description?: string;
  readonly productDescription?: string;
  /** As it was sent */
  readonly productSnapshot?: Readonly<Record<string, unknown>>;
  readonly quantity: number;
  /** `pc`, `kg`, `l`, … */
  readonly unit: string;
  readonly unitPrice: string;
  /** Of the line: as it was sent, else to the digits that the currency is paid in */
  readonly totalPrice: string;
  readonly image?: string;
  readonly preparedAt?: string;
  readonly removed?: boolean;
  /** How much of it is in a parcel. */
  readonly shippedQuantity: number;
};

export type OrderList = {
  readonly orders: ReadonlyArray<OrderRow>;
  readonly pagination: Pagination;
};

export type OrderParcel = {
  readonly trackingNumber: string;
  readonly carrier: string;
  /** As people know the carrier */
  readonly carrierName: string;
  readonly carrierService: string | null;
  /** The carrier's own page of the parcel */
  readonly trackingUrl: string | null;
  readonly milestone: ShipmentMilestone | null;
  /** Where it was seen last, as text */
  readonly currentLocation: string | null;
  readonly currentPlace: HistoryEntryPlace | null;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly deliveryAttempts: ReadonlyArray<OrderParcelDeliveryAttempt>;
  readonly lastScanAt: string | null;
  readonly syncStatus: OrderParcelSyncStatus;
  /** When the carrier was heard of last, also with nothing new */
  readonly lastSync: string | null;
};

export type OrderParcelDeliveryAttempt = {
  readonly attemptNumber: number;
  readonly attemptDate: string;
  readonly status: OrderParcelDeliveryAttemptStatus;
  readonly reason: ShipmentReason | null;
  /** Known of the last attempt only. */
  readonly nextAttemptDate: string | null;
};

/** `attempted`: the carrier does not say why it failed */
export type OrderParcelDeliveryAttemptStatus = "attempted" | "successful" | "failed";

/** `completed`: at its end; `failed`: its carrier is not asked any more, and has sent nothing since */
export type OrderParcelSyncStatus = "active" | "completed" | "failed";

export type OrderRow = {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderType: string;
  readonly workflow: OrderSummaryWorkflow;
  readonly status: string;
  readonly phase: Phase;
  readonly version: number;
  readonly statusSince: string;
  readonly statusUpdatedAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly confirmedAt: string | null;
  readonly preparingAt: string | null;
  readonly readyAt: string | null;
  readonly shippedAt: string | null;
  readonly deliveredAt: string | null;
  readonly completedAt: string | null;
  readonly cancelledAt: string | null;
  readonly buyerId: string | null;
  readonly customerId: string | null;
  readonly sellerId: string;
  readonly farmId: string;
  readonly seller: OrderSummarySeller;
  readonly totalAmount: string;
  readonly currency: string;
  readonly fulfilmentType: OrderSummaryFulfilmentType;
  readonly fulfillmentType: OrderSummaryFulfilmentType;
  readonly itemCount: number;
  /** Of the parcel that leads the order */
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly isLate: boolean;
  readonly buyer: OrderRowBuyer;
  readonly customer: OrderRowBuyer;
  readonly items: ReadonlyArray<OrderRowItem>;
};

export type OrderRowBuyer = {
  /** Null: a guest */
  readonly id: string | null;
  readonly name: string | null;
  readonly email: string | null;
};

export type OrderRowItem = {
  readonly name: string;
  readonly quantity: number;
  readonly unit: string;
  /** Of one `unit` */
  readonly price: string;
};

export type OrderShipping = {
  readonly fulfilmentType: OrderSummaryFulfilmentType;
  readonly method: string | null;
  /** Of the parcel that leads the order */
  readonly trackingNumber: string | null;
  readonly carrier: string | null;
  readonly estimatedDelivery: string | null;
  readonly actualDelivery?: string;
  readonly pickup: OrderShippingPickup | null;
  readonly address: OrderShippingAddress | null;
  readonly deliveryPreference: OrderShippingDeliveryPreference | null;
  readonly driver: OrderShippingDriver | null;
};

export type OrderShippingAddress = {
  readonly name?: string;
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country: string;
  readonly street: string;
  readonly state?: string;
  readonly zipCode?: string;
};

export type OrderShippingDeliveryPreference = {
  readonly leaveWith?: OrderShippingDeliveryPreferenceLeaveWith;
  readonly place?: string;
  readonly windowStart?: string;
  readonly windowEnd?: string;
  readonly instructions?: string;
};

export type OrderShippingDeliveryPreferenceLeaveWith = "neighbour" | "safe_place" | "reception";

export type OrderShippingDriver = {
  readonly driverId: string;
  readonly name: string;
  readonly phone?: string;
  readonly phoneE164?: string;
  readonly vehicle?: string;
  readonly provider: string;
  readonly assignedAt: string;
};

export type OrderShippingPickup = {
  readonly place?: ShipmentHeldAt;
  readonly instructions?: string;
  readonly hours?: string;
};

export type OrderStatus = {
  readonly success?: boolean;
  readonly data?: ReadonlyArray<FarmHistoryEntry>;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderType: string;
  readonly workflow: OrderSummaryWorkflow;
  readonly status: string;
  readonly phase: Phase;
  readonly version: number;
  readonly shop: OrderStatusShop | null;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly estimateSource: OrderStatusEstimateSource | null;
  /** The same as a sentence in the reader's language */
  readonly estimateReason: string | null;
  /** The first date that anybody gave, whatever took its place since. */
  readonly firstPromise: string | null;
  /** Nothing was heard of a parcel for longer than it should be */
  readonly isQuiet: boolean;
  readonly silence: OrderStatusSilence | null;
  readonly fulfilmentType: OrderSummaryFulfilmentType;
  readonly itemCounts: OrderStatusItemCounts | null;
  /** Seconds after which to poll again */
  readonly pollAfterSeconds: number;
  readonly parcels: ReadonlyArray<OrderParcel>;
  readonly allowedNext: ReadonlyArray<string>;
  readonly actions: ReadonlyArray<string>;
  /** Status changes, oldest first */
  readonly history: ReadonlyArray<HistoryEntry>;
  readonly pagination: Pagination;
};

/** Who says when the order comes: its carrier, the shop that promised it, or how long earlier parcels of the carrier took */
export type OrderStatusEstimateSource = "carrier" | "promise" | "history";

export type OrderStatusItemCounts = {
  readonly total: string;
  readonly onTheWay: string;
  readonly delivered: string;
};

/** Null where the shop has said nothing of itself */
export type OrderStatusShop = {
  readonly name: string;
  /** The name that customers know it by: `name`, where it has no other */
  readonly storeName: string;
  readonly logoUrl: string | null;
  /** `#rrggbb`, legible on white */
  readonly accentColor: string | null;
  /** An e-mail address, a telephone number or an `https` URL */
  readonly supportContact: string | null;
};

/** Null where no silence is waited for */
export type OrderStatusSilence = {
  /** When anything was heard of the parcel last */
  readonly since: string;
  /** From when on the order counts as delayed if nothing is heard before */
  readonly unusualFrom: string;
  /** Earlier silences of the carrier's parcels; null: the workflow's own rule */
  readonly learntFrom: number | null;
  readonly scope: OrderStatusSilenceScope | null;
};

/** How near these parcels were to this one */
export type OrderStatusSilenceScope = "route" | "service" | "carrier";

export type OrderSummary = {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderType: string;
  readonly workflow: OrderSummaryWorkflow;
  readonly status: string;
  readonly phase: Phase;
  readonly version: number;
  readonly statusSince: string;
  readonly statusUpdatedAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly confirmedAt: string | null;
  readonly preparingAt: string | null;
  readonly readyAt: string | null;
  readonly shippedAt: string | null;
  readonly deliveredAt: string | null;
  readonly completedAt: string | null;
  readonly cancelledAt: string | null;
  readonly buyerId: string | null;
  readonly customerId: string | null;
  readonly sellerId: string;
  readonly farmId: string;
  readonly seller: OrderSummarySeller;
  readonly totalAmount: string;
  readonly currency: string;
  readonly fulfilmentType: OrderSummaryFulfilmentType;
  readonly fulfillmentType: OrderSummaryFulfilmentType;
  readonly itemCount: number;
  /** Of the parcel that leads the order */
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly isLate: boolean;
};

export type OrderSummaryFulfilmentType = "pickup" | "delivery" | "shipping";

export type OrderSummarySeller = {
  readonly id: string;
  /** The id, where the shop has said no name */
  readonly name: string;
  /** The name that customers know the shop by */
  readonly storeName: string;
};

export type OrderSummaryWorkflow = {
  readonly id: string;
  readonly version: number;
};

export type OrderTimeline = {
  readonly id: string;
  readonly type: OrderTimelineType;
  readonly status?: string;
  readonly milestone?: ShipmentMilestone;
  readonly timestamp: string;
  readonly description: string;
  readonly source: OrderTimelineSource;
  readonly trackingNumber?: string;
  readonly location?: HistoryEntryPlace;
  readonly metadata: Readonly<Record<string, unknown>>;
};

export type OrderTimelineSource = "system" | "seller" | "customer" | "driver" | "support" | "carrier" | "payment";

export type OrderTimelineType = "status" | "scan" | "payment" | "notification" | "substitution" | "delivery_attempt";

export type OrderUpdateOrderEvent = {
  readonly type: "order_update";
  readonly cursor: string;
  readonly topics?: ReadonlyArray<string>;
  readonly cursors?: Readonly<Record<string, string>>;
  readonly orderId?: string;
  readonly topic?: string;
  readonly seq: number;
  readonly update: OrderUpdateOrderEventUpdate;
};

export type OrderUpdateOrderEventUpdate = {
  readonly status: string;
  readonly previousStatus: string | null;
  readonly phase: Phase;
  readonly estimatedDelivery: string | null;
  readonly location: HistoryEntryPlace | null;
  readonly at: string;
  readonly event?: OrderUpdateOrderEventUpdateEvent;
  readonly trackingNumber?: string;
};

export type OrderUpdateOrderEventUpdateEvent = "order_created" | "status_changed" | "shipment_registered" | "delivery_attempted" | "estimated_delivery_changed" | "item_prepared" | "driver_assigned" | "substitutions_proposed" | "substitutions_answered" | "delivery_preferences_set" | "delivery_rescheduled" | "address_changed" | "support_requested" | "feedback_given" | "payment_recorded" | "store_acknowledged" | "delivery_proven" | "deadline_passed" | "scan_unplaceable" | "parcel_scanned" | "links_revoked" | "shipment_detached" | "shipment_corrected" | "shipment_confirmed" | "scan_flagged";

export type Pagination = {
  readonly page: number | null;
  readonly limit: number;
  readonly total: number | null;
  readonly totalPages: number | null;
  readonly nextCursor: string | null;
};

export type Payment = {
  readonly method: string;
  readonly status: PaymentStatus;
  readonly transactionHash?: string;
  /** Of the transaction that released the escrow */
  readonly releaseTransactionHash?: string;
  readonly escrowId?: string;
  readonly paymentIntentId?: string;
  readonly processingFee?: string;
  readonly gasUsed?: string;
  readonly gasFees?: string;
  readonly disputeId?: string;
  /** What has come back so far, in the order's currency */
  readonly refundedAmount?: string;
};

export type PaymentEvent = {
  readonly orderId: string;
  /** A JSON number is taken too. */
  readonly escrowId?: string;
  /** A JSON number is taken too. */
  readonly transactionHash?: string;
  /** A JSON number is taken too. */
  readonly paymentIntentId?: string;
  /** A JSON number is taken too. */
  readonly disputeId?: string;
  /** A JSON number is taken too. */
  readonly amount?: string;
  readonly currency?: string;
  /** A JSON number is taken too. */
  readonly occurredAt?: string;
  readonly type: PaymentEventType;
};

export type PaymentEventType = "EscrowCreated" | "EscrowReleased" | "DisputeCreated" | "payment.confirmed" | "payment.failed" | "payment.refunded";

export type PaymentStatus = "pending" | "confirmed" | "locked" | "released" | "failed" | "refunded" | "disputed";

export type Phase = "placed" | "confirmed" | "preparing" | "ready" | "in_transit" | "out_for_delivery" | "delivered" | "completed" | "delayed" | "exception" | "disputed" | "cancelled" | "returned" | "refunded" | "failed";

export type PrepareItemRequest = {
  readonly prepared: boolean;
};

export type PreviewNextMessageMessage = {
  readonly type: TimelineNotificationType;
  readonly channel: string;
  readonly outcome: PreviewNextMessageMessageOutcome;
  /** As in the history of notifications: `turned_off`, `no_address` and others. */
  readonly reason: string | null;
  /** Masked. */
  readonly recipient: string | null;
  readonly language: GetPreferencesLanguagePreference;
  readonly waitsUntil: string | null;
  readonly quietHours: PreviewNextMessageMessageQuietHours | null;
  /** By the parts of the channel; empty where it is suppressed. */
  readonly message: Readonly<Record<string, string>>;
};

/** If it happened now: `waits` until `waitsUntil`, `suppressed` for `reason`. */
export type PreviewNextMessageMessageOutcome = "sent" | "waits" | "suppressed";

/** Those in which it would wait, whatever the time is now. */
export type PreviewNextMessageMessageQuietHours = {
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
};

export type PreviewNextMessageResult = {
  readonly order: FarmHistoryEntryOrder | null;
  readonly nextStatus: string | null;
  readonly messages: ReadonlyArray<PreviewNextMessageMessage>;
};

export type PreviewTemplateProblem = {
  readonly part: PreviewTemplateProblemPart;
  readonly line?: number;
  readonly message: string;
};

export type PreviewTemplateProblemPart = "subject" | "content" | "approvedName";

export type PreviewTemplateRequest = {
  readonly version?: number;
  readonly subject?: string;
  readonly content?: string;
  readonly orderId?: string;
};

export type PreviewTemplateResult = {
  readonly message: Readonly<Record<string, string>>;
  readonly problems: ReadonlyArray<PreviewTemplateProblem>;
  readonly warnings: ReadonlyArray<string>;
  readonly isSample: boolean;
};

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly timestamp: string;
  readonly path: string;
  readonly requestId: string;
  readonly canRetry?: boolean;
  readonly suggestedAction?: string;
  readonly errors?: ReadonlyArray<ProblemError>;
  readonly currentStatus?: string;
  readonly allowedNext?: ReadonlyArray<string>;
  readonly statuses?: ReadonlyArray<string>;
  readonly allowedRoles?: ReadonlyArray<string>;
  readonly jobId?: string;
  readonly reason?: string;
  readonly success?: boolean;
  /** As `detail`, where `success` is false */
  readonly error?: string;
  /** For the buyer, of an order that was not created */
  readonly message?: string;
  /** As `detail`, beside `message` */
  readonly details?: string;
};

export type ProblemCode = "MALFORMED_JSON" | "MALFORMED_REQUEST" | "UNAUTHENTICATED" | "SIGNATURE_REFUSED" | "ROLE_NOT_ALLOWED" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "INVALID_TRANSITION" | "VERSION_CONFLICT" | "DUPLICATE_REQUEST_IN_PROGRESS" | "ALREADY_EXISTS" | "NOT_APPLICABLE" | "PRECONDITION_FAILED" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "VALIDATION_FAILED" | "GUARD_REFUSED" | "UNKNOWN_STATUS" | "INVALID_CURSOR" | "INVALID_WORKFLOW" | "UNKNOWN_WORKFLOW" | "IDEMPOTENCY_KEY_REUSED" | "PAYMENT_NOT_CONFIRMED" | "LISTING_UNAVAILABLE" | "INSUFFICIENT_INVENTORY" | "INVALID_SHIPPING_ADDRESS" | "ITEMS_NOT_SHIPPABLE" | "ITEMS_NOT_RETURNABLE" | "ORDER_TOO_LARGE" | "DELIVERY_DETAILS_MISSING" | "ADDRESS_UNDELIVERABLE" | "DELIVERY_REFUSED" | "QUOTE_EXPIRED" | "QUOTE_USED" | "DELIVERY_ALREADY_BOOKED" | "DELIVERY_NOT_CANCELABLE" | "COURIER_UNAVAILABLE" | "RATE_LIMITED" | "DATABASE_ERROR" | "SERVICE_UNAVAILABLE" | "INTERNAL_ERROR";

export type ProblemError = {
  readonly path: string;
  readonly message: string;
};

export type PutCarrierRequest = {
  readonly enabled: boolean;
  readonly reason?: string;
};

export type PutCarrierResult = {
  readonly carrier: string;
  readonly name: string;
  readonly capabilities: ReadonlyArray<ListCarriersCarrierCapability>;
  /** The stage has credentials for its API */
  readonly hasAccount: boolean;
  readonly enabled: boolean;
  readonly state: ListCarriersCarrierState;
  /** Why it is paused: `unauthorized`, its API refuses the credentials */
  readonly reason: string | null;
  /** Of the pause, or of being switched off */
  readonly since: string | null;
  /** Nothing is asked before */
  readonly retryAt: string | null;
  readonly calls: number;
  readonly failures: number;
  /** 0 to 1; null without calls */
  readonly successRate: number | null;
  readonly averageMilliseconds: number | null;
  readonly lastSuccessAt: string | null;
  readonly lastFailure: ListCarriersCarrierLastFailure | null;
  /** When a webhook came last, to within five minutes */
  readonly lastEventAt: string | null;
  /** How long the parcel has waited that is due first; 0: none is due */
  readonly overdueSeconds: number;
  readonly freshness: ListCarriersCarrierFreshness | null;
  readonly quotas: ReadonlyArray<ListCarriersCarrierQuota>;
};

export type PutListingRequest = {
  readonly sellerId?: string;
  readonly available?: boolean;
  readonly availableFrom?: string | null;
  readonly timezone?: string;
  readonly stock?: string | null;
};

/** Channels to be reached over: as a list, the others are turned off; or each with `true` or `false`. */
export type PutPreferencesChannels = Readonly<Record<string, boolean>> | ReadonlyArray<TimelineNotificationChannel>;

export type PutPreferencesPushToken = {
  readonly token: string;
  readonly platform: PutPreferencesPushTokenPlatform;
};

export type PutPreferencesPushToken2 = string | PutPreferencesPushToken;

export type PutPreferencesPushTokenPlatform = "ios" | "android" | "web";

/** In `timezone`. Messages wait for the end; the inbox does not. The same time twice is no quiet hours. With `allowUrgent` urgent messages do not wait. `null` brings the default back. */
export type PutPreferencesQuietHours = {
  readonly start: string;
  readonly end: string;
  readonly allowUrgent?: boolean;
};

export type PutPreferencesQuietHours2 = {
  readonly start: string;
  readonly end: string;
  readonly allow_urgent?: boolean;
};

export type PutPreferencesRequest = {
  /** By notification type. A type that is absent stays as it is. */
  readonly emailNotifications?: Readonly<Record<string, boolean>>;
  /** By notification type. A type that is absent stays as it is. */
  readonly inAppNotifications?: Readonly<Record<string, boolean>>;
  /** By notification type. A type that is absent stays as it is. */
  readonly pushNotifications?: Readonly<Record<string, boolean>>;
  /** By notification type. A type that is absent stays as it is. */
  readonly smsNotifications?: Readonly<Record<string, boolean>>;
  /** By notification type. A type that is absent stays as it is. */
  readonly whatsappNotifications?: Readonly<Record<string, boolean>>;
  readonly phoneNumber?: string | null;
  readonly languagePreference?: string | null;
  readonly timezone?: string | null;
  readonly quietHours?: PutPreferencesQuietHours | null;
  readonly whatsappOptedIn?: boolean;
  readonly substitutionPreference?: GetPreferencesSubstitutionPreference;
  readonly channels?: PutPreferencesChannels;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly push_tokens?: ReadonlyArray<PutPreferencesPushToken2>;
  readonly whatsapp_opted_in?: boolean;
  readonly language?: string | null;
  readonly quiet_hours?: PutPreferencesQuietHours2 | null;
  readonly substitution_preference?: GetPreferencesSubstitutionPreference;
  readonly userId?: unknown;
  readonly phoneVerified?: unknown;
  readonly updatedAt?: unknown;
  readonly user_id?: unknown;
  readonly phone_verified?: unknown;
  readonly updated_at?: unknown;
};

/** Where, when and how orders are collected, wherever an order does not say it itself. */
export type PutShopPickup = {
  readonly place?: PutShopPickupPlace2;
  readonly instructions?: string;
  readonly hours?: string;
};

export type PutShopPickupPlace = {
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly name?: string;
  readonly line1?: string;
};

export type PutShopPickupPlace2 = string | PutShopPickupPlace;

export type PutShopRequest = {
  readonly name: string;
  readonly storeName?: string;
  readonly email?: string;
  /** A telephone number in any notation. Truncated to 64 characters. */
  readonly phone?: string;
  /** Language of the shop's own notifications. */
  readonly locale?: string;
  readonly timezone?: string;
  readonly address?: ChangeDeliveryAddressAddress;
  /** Where customers ask: an e-mail address, a telephone number or an `https` URL. */
  readonly supportContact?: string;
  readonly accountUrl?: string;
  readonly logoUrl?: string;
  /** Text in it stands on white, and white text on it: its contrast with white must be 4.5:1 or more. */
  readonly accentColor?: string;
  readonly pickup?: PutShopPickup;
};

export type QuoteDeliveriesError = {
  readonly carrier: string;
  readonly code: ProblemCode;
  readonly message: string;
};

export type QuoteDeliveriesQuote = {
  readonly carrier: string;
  readonly quoteId: string;
  /** Decimal amount */
  readonly fee: string;
  readonly currency: string;
  readonly estimatedPickup: string | null;
  readonly estimatedDelivery: string | null;
  readonly expiresAt: string | null;
};

export type QuoteDeliveriesRequest = {
  readonly carriers?: ReadonlyArray<string>;
};

export type QuoteDeliveriesResult = {
  readonly orderId: string;
  readonly quotes: ReadonlyArray<QuoteDeliveriesQuote>;
  /** The couriers that quoted nothing, and why */
  readonly errors: ReadonlyArray<QuoteDeliveriesError>;
};

export type ReadAllNotificationsResult = {
  readonly success: boolean;
  readonly unread: number;
  readonly read: number;
};

export type ReadNotificationResult = {
  readonly success: boolean;
  readonly unread: number;
};

export type ReceiveCarrierWebhookOutcome = "applied" | "recorded" | "duplicate" | "parked" | "ignored";

export type ReceiveCarrierWebhookResult = {
  readonly received: boolean;
  readonly outcome: ReceiveCarrierWebhookOutcome;
};

export type RegisterDeviceRequest = {
  readonly token?: RegisterDeviceToken2;
  readonly subscription?: RegisterDeviceToken;
  readonly platform?: PutPreferencesPushTokenPlatform;
  /** What the person knows the device by, such as `Firefox · Android`. Absent, it stays as it was. */
  readonly name?: string;
  /** Of a shop that the caller sells for, in place of their own. */
  readonly sellerId?: string;
};

export type RegisterDeviceResult = {
  readonly success: boolean;
  readonly registered: boolean;
};

export type RegisterDeviceToken = {
  readonly endpoint: string;
  readonly keys: RegisterDeviceTokenKeys;
};

export type RegisterDeviceToken2 = string | RegisterDeviceToken;

export type RegisterDeviceTokenKeys = {
  readonly p256dh: string;
  readonly auth: string;
};

export type RegisterShipmentItem = {
  readonly itemId: string;
  /** Above 0. */
  readonly quantity: number;
};

export type RegisterShipmentRequest = {
  readonly trackingNumber: string;
  readonly carrier?: string;
  readonly service?: string;
  /** A list of texts, for all of each, is taken too. */
  readonly items?: ReadonlyArray<RegisterShipmentItem>;
  readonly estimatedDelivery?: ChangeOrderStatusEstimatedDelivery;
};

export type RegisterShipmentResult = {
  readonly success: boolean;
  readonly order: ChangedOrderOrder;
  readonly data?: ChangedOrderOrder;
  readonly shipment: Shipment;
};

export type ReplaceWorkflowRequest = {
  readonly id: string;
  readonly title: string;
  readonly initial: ReadonlyArray<WorkflowInitial>;
  readonly statuses: Readonly<Record<string, WorkflowStatus>>;
  readonly transitions: ReadonlyArray<WorkflowTransition>;
  readonly deadlines: ReadonlyArray<WorkflowDeadline>;
  readonly milestones: Readonly<Record<string, string>>;
  readonly cancellationWindow?: string;
  readonly automatic?: Readonly<Record<string, string>>;
  readonly payments?: Readonly<Record<string, string>>;
  readonly milestoneNotices?: Readonly<Record<string, ReadonlyArray<WorkflowStatusNotify>>>;
  readonly substitutions?: WorkflowSubstitutions;
  readonly driverAssigned?: string;
  readonly dialect?: "farm";
  readonly version?: number;
};

export type ReportLocationRequest = {
  readonly lat: number;
  readonly lng: number;
  readonly heading?: number;
  readonly speed?: number;
  /** At most two years in the future. */
  readonly at: string;
};

export type ReportLocationResult = {
  readonly order_id: string;
  readonly recorded: boolean;
};

export type RequestPhotoUploadContentType = "image/jpeg" | "image/png" | "image/webp";

export type RequestPhotoUploadRequest = {
  readonly contentType: RequestPhotoUploadContentType;
  readonly bytes: number;
};

export type RequestPhotoUploadResult = {
  readonly photoKey: string;
  readonly method: "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};

export type RequestReturnRequest = {
  readonly reason: string;
  /** A list of texts, for all of each, is taken too. */
  readonly items?: ReadonlyArray<RegisterShipmentItem>;
};

export type RequestSupportRequest = {
  readonly subject: string;
  readonly message: string;
};

export type RequestTrackingLinkResult = {
  readonly accepted: boolean;
};

export type RescheduleDeliveryRequest = {
  readonly estimatedDelivery: ChangeOrderStatusEstimatedDelivery;
  readonly reason?: string;
};

export type RetryNotificationsRequest = {
  readonly notificationIds?: ReadonlyArray<string>;
};

export type RetryNotificationsResult = {
  readonly success: boolean;
  readonly retried: ReadonlyArray<string>;
};

export type RevokeAccessRequest = {
  readonly reason: string;
};

export type RevokeAccessResult = {
  readonly userId: string;
  readonly revokedAt: string;
};

export type RevokeLinksRequest = {
  readonly reason?: string;
};

export type RollbackTemplateRequest = {
  readonly version: number;
};

export type SearchOrdersResult = {
  readonly orders: ReadonlyArray<OrderRow>;
  readonly pagination: Pagination;
  readonly truncated: boolean;
};

export type SendTestNotificationRequest = {
  readonly orderId?: string;
  readonly type?: TimelineNotificationType;
  readonly channels?: ReadonlyArray<TimelineNotificationChannel>;
};

export type SendTestNotificationResult = {
  readonly messageId: string;
  readonly orderId: string;
};

export type SetDeliveryPreferencesRequest = {
  readonly leaveWith?: OrderShippingDeliveryPreferenceLeaveWith;
  readonly place?: string;
  /** A day is the whole day at the place of delivery. At most two years in the future. A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
  readonly windowStart?: string;
  /** A day is the whole day at the place of delivery. At most two years in the future. A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
  readonly windowEnd?: string;
  readonly instructions?: string;
};

export type SettleSubstitutionsWorkflowDeadlineAction = {
  readonly kind: "settle_substitutions";
};

export type Shipment = {
  readonly shipmentId: string;
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly service?: string;
  readonly itemIds?: ReadonlyArray<string>;
  readonly items?: ReadonlyArray<ShipmentItem>;
  readonly registeredAt: string;
  /** True where another shop registered the number first: the order does not follow the parcel until support or the carrier's own reference says that it is this order's */
  readonly needsConfirmation?: boolean;
  /** The wrong number that this one replaced */
  readonly correctedFrom?: string;
  readonly milestone?: ShipmentMilestone;
  readonly reason?: ShipmentReason;
  readonly lastScanAt?: string;
  /** The latest estimate: an instant, or a day (`2026-11-27`) if only the day is known */
  readonly estimatedDelivery?: string;
  readonly deliveryWindow?: DeliveryWindow;
  readonly heldAt?: ShipmentHeldAt;
  /** Where the carrier follows this parcel; absent where all have one page */
  readonly trackingUrl?: string;
  /** The number of the shipment that the parcel is a piece of */
  readonly masterNumber?: string;
  /** How many pieces the shipment has */
  readonly pieces?: number;
  readonly proof?: ShipmentProof;
};

/** The carrier's counter that holds the parcel for its recipient */
export type ShipmentHeldAt = {
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly name?: string;
  readonly line1?: string;
};

export type ShipmentItem = {
  readonly itemId: string;
  readonly quantity: number;
};

export type ShipmentMilestone = "label_created" | "picked_up" | "in_transit" | "arrived_at_facility" | "customs" | "out_for_delivery" | "available_for_pickup" | "delivery_attempted" | "delivered" | "delayed" | "exception" | "returning" | "returned" | "cancelled" | "unknown";

/** How the parcel was handed over, as its carrier says */
export type ShipmentProof = {
  readonly signedBy?: string;
  /** Where it was left, in the carrier's own words */
  readonly place?: string;
  readonly hasPhoto?: boolean;
  readonly hasSignature?: boolean;
};

export type ShipmentReason = "address_problem" | "recipient_unavailable" | "refused" | "damaged" | "lost" | "weather" | "customs_hold" | "carrier_delay" | "other";

export type StartBulkSendRequest = {
  readonly segment: StartBulkSendSegment;
  readonly subject?: string;
  readonly message: string;
  readonly channels?: ReadonlyArray<TimelineNotificationChannel>;
  readonly dryRun?: boolean;
  readonly repeat?: boolean;
};

export type StartBulkSendResult = {
  readonly jobId: string | null;
  readonly state: StartBulkSendState;
  readonly isDryRun: boolean;
  readonly count: number;
  readonly orders: number;
  readonly messages: number;
  readonly isComplete: boolean;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

export type StartBulkSendSegment = {
  readonly phases?: ReadonlyArray<Phase>;
  readonly sellerId?: string;
  readonly workflow?: string;
  readonly language?: GetPreferencesLanguagePreference;
  /** A day is the whole day at the place of delivery. At most two years in the future. A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
  readonly createdFrom?: string;
  /** A day is the whole day at the place of delivery. At most two years in the future. A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
  readonly createdTo?: string;
};

export type StartBulkSendState = "dry_run" | "running" | "paused" | "cancelled" | "done";

export type StartBulkStatusRequest = {
  readonly orderIds: ReadonlyArray<string>;
  readonly status: string;
  readonly reason?: string;
  readonly notes?: string;
  readonly force?: boolean;
};

export type StatusOverview = {
  readonly at: string;
  readonly phases: ReadonlyArray<StatusOverviewPhase>;
};

export type StatusOverviewPhase = {
  readonly phase: Phase;
  readonly count: number | null;
  readonly statuses: Readonly<Record<string, number>>;
  readonly oldest: ReadonlyArray<StatusOverviewPhaseOldest>;
};

export type StatusOverviewPhaseOldest = {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly sellerId: string;
  readonly statusSince: string;
};

export type StoreOrder = {
  readonly order_id: string;
  readonly order_number: string;
  readonly store_id: string;
  readonly customer_id: string | null;
  readonly order_type: string;
  readonly current_status: string;
  readonly phase: string;
  readonly version: number;
  readonly allowed_next: ReadonlyArray<string>;
  readonly delivery_provider: string | null;
  readonly estimated_ready_at: string | null;
  readonly estimated_delivery: string | null;
  readonly delivery_window: StoreOrderDeliveryWindow | null;
  readonly items: ReadonlyArray<StoreOrderItem>;
  readonly status_history: ReadonlyArray<StoreOrderStatusHistory>;
  readonly driver_details: StoreOrderDriverDetails | null;
  readonly driver_location: StoreOrderDriverLocation | null;
  readonly substitutions: ReadonlyArray<StoreOrderSubstitution>;
  /** Until when the store waits for a choice: then the preference of the customer decides, or they are reminded. */
  readonly substitutions_due_at: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
};

export type StoreOrderDeliveryWindow = {
  readonly from: string;
  /** End of the window, inclusive */
  readonly to: string;
  /** IANA time zone of the place of delivery */
  readonly timezone: string;
  readonly is_day: boolean;
};

export type StoreOrderDriverDetails = {
  readonly driver_id: string;
  readonly name: string;
  readonly phone?: string;
  readonly phone_e164?: string;
  readonly vehicle?: string;
  readonly provider: string;
  readonly assigned_at: string;
};

export type StoreOrderDriverLocation = {
  readonly lat: number;
  readonly lng: number;
  readonly heading?: number;
  readonly speed?: number;
  readonly at: string;
};

export type StoreOrderItem = {
  readonly item_id: string;
  readonly sku?: string;
  readonly name: string;
  readonly quantity: number;
  readonly unit: string;
  readonly unit_price: string;
  readonly total_price: string;
  readonly prepared_at?: string;
  readonly removed?: boolean;
};

export type StoreOrderStatusHistory = {
  readonly seq: number;
  readonly event_id: string;
  readonly type: string;
  readonly status: string;
  readonly previous_status: string | null;
  readonly actor: StoreOrderStatusHistoryActor;
  readonly timestamp: string;
  /** The id of the actor, else the role */
  readonly updated_by: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly reason?: string;
  readonly notes?: string;
  readonly location?: HistoryEntryPlace;
  readonly tracking_number?: string;
  readonly carrier?: string;
  /** The latest estimate: an instant, or a day (`2026-11-27`) if only the day is known */
  readonly estimated_delivery?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
};

export type StoreOrderStatusHistoryActor = {
  readonly role: string;
  readonly id?: string;
};

export type StoreOrderSubstitution = {
  readonly substitution_id: string;
  readonly item_id: string;
  readonly substitute: StoreOrderSubstitutionSubstitute | null;
  readonly status: StoreOrderSubstitutionStatus;
  readonly price_difference: string;
  readonly proposed_at: string;
  readonly answered_at: string | null;
};

export type StoreOrderSubstitutionStatus = "proposed" | "approved" | "rejected" | "refunded";

export type StoreOrderSubstitutionSubstitute = {
  readonly sku?: string;
  readonly name: string;
  readonly quantity: number;
  readonly unit: string;
  readonly unit_price: string;
  readonly image?: string;
};

export type Timeline = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly currentStatus: string;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly trackingInfo: TimelineTrackingInfo | null;
  readonly parcels: ReadonlyArray<OrderParcel>;
  readonly statusHistory: ReadonlyArray<HistoryEntry>;
  readonly deliveryAttempts: ReadonlyArray<TimelineDeliveryAttempt>;
  readonly notifications: ReadonlyArray<TimelineNotification>;
  readonly timeline: ReadonlyArray<OrderTimeline>;
  readonly pagination: Pagination;
};

export type TimelineDeliveryAttempt = {
  readonly attempt: number;
  readonly occurredAt: string;
  readonly reason: string | null;
  readonly location: HistoryEntryPlace | null;
};

export type TimelineNotification = {
  readonly id: string;
  readonly type: TimelineNotificationType;
  readonly channel: TimelineNotificationChannel;
  readonly status: string;
  readonly createdAt: string;
  readonly sentAt: string | null;
  readonly deliveredAt: string | null;
};

export type TimelineNotificationChannel = "email" | "in_app" | "push" | "sms" | "whatsapp";

export type TimelineNotificationType = "order_created" | "order_confirmed" | "processing" | "shipped" | "out_for_delivery" | "delivered" | "delayed" | "exception" | "cancelled" | "returned" | "refunded" | "ready_for_pickup" | "preparing" | "completed" | "substitutions_needed" | "driver_assigned" | "store_new_order" | "order_reminder" | "dispute_opened" | "payment_failed" | "delivery_rescheduled" | "tracking_link" | "custom";

/** The parcel that leads the order: the one that is least far */
export type TimelineTrackingInfo = {
  readonly trackingNumber: string;
  readonly carrier: string;
  /** As people know the carrier */
  readonly carrierName: string;
  readonly carrierService: string | null;
  /** The carrier's own page of the parcel */
  readonly trackingUrl: string | null;
  readonly milestone: ShipmentMilestone | null;
  /** Where it was seen last, as text */
  readonly currentLocation: string | null;
  readonly currentPlace: HistoryEntryPlace | null;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly deliveryAttempts: ReadonlyArray<OrderParcelDeliveryAttempt>;
  readonly lastScanAt: string | null;
  readonly syncStatus: OrderParcelSyncStatus;
  /** When the carrier was heard of last, also with nothing new */
  readonly lastSync: string | null;
  readonly parcels: TimelineTrackingInfoParcels;
};

export type TimelineTrackingInfoParcels = {
  readonly total: number;
  readonly delivered: number;
};

export type Tracking = {
  readonly trackingNumber: string;
  readonly carrier: string;
  /** As people know the carrier */
  readonly carrierName: string;
  readonly carrierService: string | null;
  /** The carrier's own page of the parcel */
  readonly trackingUrl: string | null;
  /** Where it was seen last */
  readonly currentLocation: string | null;
  readonly syncStatus: OrderParcelSyncStatus;
  /** When the carrier was heard of last, also with nothing new */
  readonly lastSync: string | null;
  readonly workflow: OrderSummaryWorkflow;
  /** Status of the order, which follows its least advanced parcel */
  readonly status: string;
  readonly phase: Phase;
  readonly milestone: ShipmentMilestone | null;
  readonly parcels: TimelineTrackingInfoParcels;
  readonly itemCounts: OrderStatusItemCounts | null;
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly estimateSource: OrderStatusEstimateSource | null;
  /** The same as a sentence, in the language of `locale` */
  readonly estimateReason: string | null;
  readonly attemptCount: number;
  readonly deliveryAttempts: ReadonlyArray<OrderParcelDeliveryAttempt>;
  readonly updatedAt: string;
  readonly version: number;
  readonly shop: OrderStatusShop | null;
  readonly scans: ReadonlyArray<TrackingScan>;
  readonly nextCursor: string | null;
};

export type TrackingScan = {
  readonly scanId: string;
  readonly milestone: ShipmentMilestone;
  readonly reason?: ShipmentReason;
  readonly occurredAt: string;
  readonly location?: TrackingScanLocation;
};

export type TrackingScanLocation = {
  readonly city?: string;
  readonly region?: string;
  readonly country?: string;
};

export type TransitionWorkflowDeadlineAction = {
  readonly kind: "transition";
  readonly to: string;
  readonly reason: string;
};

/** The token as it was registered. */
export type UnregisterDeviceRequest = {
  readonly token: RegisterDeviceToken2;
  readonly platform?: PutPreferencesPushTokenPlatform;
  /** Of a shop that the caller sells for, in place of their own. */
  readonly sellerId?: string;
};

export type UpdateTemplateRequest = {
  readonly name?: string;
  readonly subject?: string;
  readonly content?: string;
  /** WhatsApp only: the name under which Meta has approved the text */
  readonly approvedName?: string;
  readonly isActive?: boolean;
  readonly isDefault?: boolean;
  readonly publish?: boolean;
};

/** Without `code`, a code is sent to the number; with it, the number is verified. */
export type VerifyPhoneRequest = {
  /** A telephone number in any notation. Truncated to 64 characters. */
  readonly phoneNumber: string;
  readonly code?: string;
  /** Of a shop that the caller sells for, in place of their own. */
  readonly sellerId?: string;
};

export type VerifyPhoneResult = {
  readonly phoneVerified: boolean;
};

export type Workflow = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly initial: ReadonlyArray<WorkflowInitial>;
  readonly statuses: Readonly<Record<string, WorkflowStatus>>;
  readonly transitions: ReadonlyArray<WorkflowTransition>;
  readonly deadlines: ReadonlyArray<WorkflowDeadline>;
  readonly milestones: Readonly<Record<string, string>>;
  readonly cancellationWindow?: string;
  readonly automatic?: Readonly<Record<string, string>>;
  readonly payments?: Readonly<Record<string, string>>;
  readonly milestoneNotices?: Readonly<Record<string, ReadonlyArray<WorkflowStatusNotify>>>;
  readonly substitutions?: WorkflowSubstitutions;
  readonly driverAssigned?: string;
  readonly dialect?: "farm";
};

export type WorkflowDeadline = {
  readonly rule: string;
  readonly in: ReadonlyArray<string>;
  readonly at?: WorkflowDeadlineAt;
  readonly after: string;
  readonly usual?: WorkflowDeadlineUsual;
  readonly unless?: "has_driver";
  readonly action: WorkflowDeadlineAction;
};

export type WorkflowDeadlineAction = TransitionWorkflowDeadlineAction | NotifyWorkflowDeadlineAction | AlertWorkflowDeadlineAction | FlagWorkflowDeadlineAction | SettleSubstitutionsWorkflowDeadlineAction;

export type WorkflowDeadlineAt = "statusSince" | "estimatedDelivery" | "estimatedReadyAt" | "estimatedPickupAt" | "lastScanAt" | "unscannedSince" | "createdAt";

export type WorkflowDeadlineUsual = {
  readonly min: string;
  readonly max: string;
};

export type WorkflowDescription = {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly language: string;
  readonly initial: ReadonlyArray<string>;
  readonly statuses: ReadonlyArray<WorkflowDescriptionStatus>;
  readonly transitions: ReadonlyArray<WorkflowDescriptionTransition>;
  readonly milestones: ReadonlyArray<WorkflowDescriptionMilestone>;
};

export type WorkflowDescriptionMilestone = {
  readonly milestone: ShipmentMilestone;
  readonly name: string;
  readonly status: string;
};

export type WorkflowDescriptionStatus = {
  readonly status: string;
  readonly name: string;
  readonly phase: Phase;
  readonly phaseName: string;
  readonly final: boolean;
};

export type WorkflowDescriptionTransition = {
  readonly from: string;
  readonly to: string;
  readonly roles: ReadonlyArray<HistoryEntryActorRole>;
  readonly guards: ReadonlyArray<WorkflowDescriptionTransitionGuard>;
};

export type WorkflowDescriptionTransitionGuard = "cancellation_window" | "all_items_prepared" | "has_tracking_or_driver" | "no_open_substitutions" | "payment_settled" | "fulfilment_is";

export type WorkflowInitial = {
  readonly status: string;
  readonly when?: WorkflowInitialWhen;
};

export type WorkflowInitialWhen = {
  readonly paymentStatus?: ReadonlyArray<WorkflowInitialWhenPaymentStatus>;
  readonly paymentMethod?: ReadonlyArray<string>;
};

export type WorkflowInitialWhenPaymentStatus = "pending" | "confirmed" | "locked";

export type WorkflowStatus = {
  readonly phase: Phase;
  readonly final?: boolean;
  readonly notify?: ReadonlyArray<WorkflowStatusNotify>;
  readonly stamps?: string;
};

export type WorkflowStatusNotify = {
  readonly type: TimelineNotificationType;
  readonly channels: ReadonlyArray<WorkflowStatusNotifyChannel>;
  readonly priority: WorkflowStatusNotifyPriority;
  readonly audience?: WorkflowStatusNotifyAudience;
  readonly variant?: WorkflowStatusNotifyVariant;
};

export type WorkflowStatusNotifyAudience = "customer" | "seller" | "driver" | "support";

export type WorkflowStatusNotifyChannel = "email" | "in_app" | "push" | "sms" | "whatsapp" | "inbox";

export type WorkflowStatusNotifyPriority = "urgent" | "high" | "normal" | "low";

export type WorkflowStatusNotifyVariant = "farm_confirmed" | "held_at_counter" | "pickup_reminder" | "pickup_rescheduled" | "out_for_delivery_undated" | "still_delayed" | "digest" | "shop_update" | "shop_cancelled" | "shop_returned" | "shop_refunded" | "shop_completed" | "shop_exception" | "shop_dispute_opened" | "shop_reminder" | "shop_unscanned" | "driver_new_delivery" | "driver_cancelled" | "driver_update" | "support_reminder" | "support_exception" | "support_dispute_opened" | "support_requested" | "support_update";

export type WorkflowSubstitutions = {
  readonly picking: string;
  readonly waiting: string;
};

export type WorkflowSummary = {
  readonly id: string;
  readonly title: string;
  readonly version: number;
};

export type WorkflowTransition = {
  readonly from: string;
  readonly to: string;
  readonly roles: ReadonlyArray<HistoryEntryActorRole>;
  readonly guards?: ReadonlyArray<WorkflowTransitionGuard>;
  readonly startsCycle?: boolean;
};

export type WorkflowTransitionGuard = {
  readonly guard: WorkflowDescriptionTransitionGuard;
  readonly oneOf?: ReadonlyArray<OrderSummaryFulfilmentType>;
  readonly roles?: ReadonlyArray<HistoryEntryActorRole>;
};

/** By name: what each takes, and what it returns. */
export interface Operations {
  /** Acknowledge an order as the store: `POST /orders/tracking/{order_id}/acknowledge` */
  readonly acknowledgeOrder: {
    readonly parameters: {
      readonly order_id: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body?: AcknowledgeOrderRequest;
    };
    readonly result: StoreOrder;
  };
  /** Remove a notification from the caller's inbox: `POST /api/notifications/{notificationId}/archive` */
  readonly archiveNotification: {
    readonly parameters: {
      readonly notificationId: string;
      readonly sellerId?: string | undefined;
    };
    readonly result: ReadNotificationResult;
  };
  /** Assign a driver: `PUT /orders/tracking/{order_id}/driver` */
  readonly assignDriver: {
    readonly parameters: {
      readonly order_id: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: AssignDriverRequest;
    };
    readonly result: StoreOrder;
  };
  /** Have a courier bring the order, by one of its quotes: `POST /api/orders/{orderId}/deliveries` */
  readonly bookDelivery: {
    readonly parameters: {
      readonly orderId: string;
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: BookDeliveryRequest;
    };
    readonly result: BookDeliveryResult;
  };
  /** Cancel a message to many; what was sent remains sent: `POST /api/admin/notifications/bulk-send/{jobId}/cancel` */
  readonly cancelBulkSend: {
    readonly parameters: {
      readonly jobId: string;
    };
    readonly result: StartBulkSendResult;
  };
  /** Cancel the delivery of a courier: `DELETE /api/orders/{orderId}/deliveries/{deliveryId}` */
  readonly cancelDelivery: {
    readonly parameters: {
      readonly orderId: string;
      readonly deliveryId: string;
      readonly body?: CancelDeliveryRequest;
    };
    readonly result: CancelDeliveryResult;
  };
  /** Request a correction of the delivery address: `POST /api/orders/{orderId}/address-change` */
  readonly changeDeliveryAddress: {
    readonly parameters: {
      readonly orderId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: ChangeDeliveryAddressRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Change the status of an order: `PUT /api/orders/{orderId}/status` */
  readonly changeOrderStatus: {
    readonly parameters: {
      readonly orderId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: ChangeOrderStatusRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Propose substitutions as the store; approve or reject them as the customer: `PUT /orders/tracking/{order_id}/substitutions` */
  readonly changeSubstitutions: {
    readonly parameters: {
      readonly order_id: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: ChangeSubstitutionsRequest;
    };
    readonly result: StoreOrder;
  };
  /** Change the status of a store order: `PUT /orders/tracking/{order_id}/status` */
  readonly changeTrackingStatus: {
    readonly parameters: {
      readonly order_id: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: ChangeTrackingStatusRequest;
    };
    readonly result: StoreOrder;
  };
  /** Report the delivery by the driver: `PUT /orders/tracking/{order_id}/delivered` */
  readonly confirmDelivered: {
    readonly parameters: {
      readonly order_id: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body?: ConfirmDeliveredRequest;
    };
    readonly result: StoreOrder;
  };
  /** Correct the tracking number or carrier of a parcel, or confirm that it belongs to the order: `PUT /api/orders/{orderId}/shipments/{trackingNumber}` */
  readonly correctShipment: {
    readonly parameters: {
      readonly orderId: string;
      readonly trackingNumber: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: CorrectShipmentRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Count the unread notifications in the caller's inbox: `GET /api/notifications/unread-count` */
  readonly countUnreadNotifications: {
    readonly parameters: {
      readonly sellerId?: string | undefined;
    };
    readonly result: CountUnreadNotificationsResult;
  };
  /** Create an order from a successful or pending payment: `POST /api/orders` */
  readonly createOrder: {
    readonly parameters: {
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      readonly body: CreateOrderRequest;
    };
    readonly result: CreatedOrder;
  };
  /** Create a template of a message: `POST /api/admin/notifications/templates` */
  readonly createTemplate: {
    readonly parameters: {
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      readonly body: CreateTemplateRequest;
    };
    readonly result: CreateTemplateResult;
  };
  /** Create a workflow, which defines a new order type: `POST /api/admin/workflows` */
  readonly createWorkflowDefinition: {
    readonly parameters: {
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      readonly body: CreateWorkflowRequest;
    };
    readonly result: Workflow;
  };
  /** Detach a tracking number from the order: `DELETE /api/orders/{orderId}/shipments/{trackingNumber}` */
  readonly detachShipment: {
    readonly parameters: {
      readonly orderId: string;
      readonly trackingNumber: string;
      readonly reason?: string | undefined;
      readonly body?: DetachShipmentRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Get the progress of a message to many: `GET /api/admin/notifications/bulk-send/{jobId}` */
  readonly getBulkSend: {
    readonly parameters: {
      readonly jobId: string;
    };
    readonly result: StartBulkSendResult;
  };
  /** Get the progress and results of a bulk status change: `GET /api/admin/orders/bulk-status/{jobId}` */
  readonly getBulkStatus: {
    readonly parameters: {
      readonly jobId: string;
    };
    readonly result: BulkJob;
  };
  /** Get a link to the photo of the delivery: `GET /orders/tracking/{order_id}/photo` */
  readonly getDeliveryPhoto: {
    readonly parameters: {
      readonly order_id: string;
    };
    readonly result: GetDeliveryPhotoResult;
  };
  /** Check that the API responds: `GET /health` */
  readonly getHealth: {
    readonly parameters: {
      /** Present: the table and the queues are asked, too */
      readonly deep?: string | undefined;
    };
    readonly result: GetHealthResult;
  };
  /** Get stock and availability of a managed listing: `GET /api/admin/listings/{listingId}` */
  readonly getListing: {
    readonly parameters: {
      readonly listingId: string;
      readonly sellerId?: string | undefined;
    };
    readonly result: Listing;
  };
  /** Get an order with its buyer, seller, items, payment, shipping, shipments and timeline: `GET /api/orders/{orderId}` */
  readonly getOrder: {
    readonly parameters: {
      readonly orderId: string;
    };
    readonly result: OrderDetail;
  };
  /** Get the current status and the status history of an order: `GET /api/orders/{orderId}/status` */
  readonly getOrderStatus: {
    readonly parameters: {
      readonly orderId: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      /** The version that the caller holds */
      readonly ifNoneMatch?: number | string | undefined;
    };
    readonly result: OrderStatus | undefined;
  };
  /** Get all events of an order in chronological order: `GET /api/orders/{orderId}/timeline` */
  readonly getOrderTimeline: {
    readonly parameters: {
      readonly orderId: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      /** The language of texts (`es`, `en`, `ro` or `ru`) as a case-insensitive BCP 47 tag, with `-` or `_`, or a list in order of preference. */
      readonly locale?: string | undefined;
    };
    readonly result: Timeline;
  };
  /** How the caller wants to be notified: `GET /api/notifications/preferences` */
  readonly getPreferences: {
    readonly parameters: {
      /** Of a shop that the caller sells for, in place of their own. */
      readonly sellerId?: string | undefined;
      /** Of another person: for csr and admin. */
      readonly userId?: string | undefined;
    };
    readonly result: GetPreferencesResult;
  };
  /** Name, logo, colour and support contact of a shop; everything, for the shop itself and for staff: `GET /api/shops/{shopId}` */
  readonly getShop: {
    readonly parameters: {
      readonly shopId: string;
      /** The version that the caller holds */
      readonly ifNoneMatch?: number | string | undefined;
    };
    readonly result: GetShopResult | undefined;
  };
  /** Count open orders by phase and status: `GET /api/admin/orders/status-overview` */
  readonly getStatusOverview: {
    readonly parameters: {};
    readonly result: StatusOverview;
  };
  /** What a browser subscribes with: `GET /api/notifications/push/public-key` */
  readonly getSubscriptionKey: {
    readonly parameters: {};
    readonly result: GetSubscriptionKeyResult;
  };
  /** Get a template, built-in or not: `GET /api/admin/notifications/templates/{id}` */
  readonly getTemplate: {
    readonly parameters: {
      readonly id: string;
    };
    readonly result: CreateTemplateResult;
  };
  /** Get a store order with its driver and substitutions: `GET /orders/tracking/{order_id}` */
  readonly getTracking: {
    readonly parameters: {
      readonly order_id: string;
    };
    readonly result: StoreOrder;
  };
  /** Get the statuses, transitions and milestones of a workflow: `GET /api/workflows/{workflowId}` */
  readonly getWorkflow: {
    readonly parameters: {
      readonly workflowId: string;
      readonly version?: number | undefined;
      /** The language of texts (`es`, `en`, `ro` or `ru`) as a case-insensitive BCP 47 tag, with `-` or `_`, or a list in order of preference. */
      readonly locale?: string | undefined;
    };
    readonly result: WorkflowDescription;
  };
  /** Get the active version of a workflow, or a given one: `GET /api/admin/workflows/{id}` */
  readonly getWorkflowDefinition: {
    readonly parameters: {
      readonly id: string;
      readonly version?: number | undefined;
    };
    readonly result: Workflow;
  };
  /** Rate the delivery: `POST /api/orders/{orderId}/feedback` */
  readonly giveFeedback: {
    readonly parameters: {
      readonly orderId: string;
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: GiveFeedbackRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Create a store order: `POST /orders/tracking/init` */
  readonly initTracking: {
    readonly parameters: {
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      readonly body: InitTrackingRequest;
    };
    readonly result: StoreOrder;
  };
  /** List the caller's open orders with the next expected step: `GET /api/orders/user/active` */
  readonly listActiveOrders: {
    readonly parameters: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      readonly page?: number | undefined;
    };
    readonly result: ActiveOrders;
  };
  /** List the orders of a buyer: `GET /api/orders/buyer/{buyerId}` */
  readonly listBuyerOrders: {
    readonly parameters: {
      readonly buyerId: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      readonly page?: number | undefined;
      /** One status, or several with commas between: any of them. */
      readonly status?: string | undefined;
      /** Truncated to 40 characters. */
      readonly paymentMethod?: string | undefined;
      readonly phase?: "placed" | "confirmed" | "preparing" | "ready" | "in_transit" | "out_for_delivery" | "delivered" | "completed" | "delayed" | "exception" | "disputed" | "cancelled" | "returned" | "refunded" | "failed" | undefined;
      /** A day is the whole day in `timezone`. A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
      readonly from?: string | undefined;
      /** A day is the whole day in `timezone`. A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
      readonly to?: string | undefined;
      readonly timezone?: string | undefined;
      readonly sortBy?: "createdAt" | "status" | "totalAmount" | undefined;
      readonly sortOrder?: "asc" | "desc" | undefined;
    };
    readonly result: OrderList;
  };
  /** List carriers: how their APIs do, what is left of their quotas, when they were heard of last: `GET /api/admin/carriers` */
  readonly listCarriers: {
    readonly parameters: {};
    readonly result: ListCarriersResult;
  };
  /** List the devices and browsers that show the caller's notifications: `GET /api/notifications/devices` */
  readonly listDevices: {
    readonly parameters: {
      readonly sellerId?: string | undefined;
    };
    readonly result: ListDevicesResult;
  };
  /** List what was sent to a person or about an order, with each attempt: `GET /api/notifications/history` */
  readonly listNotificationHistory: {
    readonly parameters: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      readonly orderId?: string | undefined;
      readonly customerId?: string | undefined;
    };
    readonly result: ListNotificationHistoryResult;
  };
  /** List the notifications in the caller's inbox, newest first: `GET /api/notifications` */
  readonly listNotifications: {
    readonly parameters: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      readonly state?: "unread" | undefined;
      readonly sellerId?: string | undefined;
      readonly farmId?: string | undefined;
      /** As frontends of farms read it */
      readonly dialect?: "farm" | undefined;
    };
    readonly result: ListNotificationsResult;
  };
  /** Stream or list the events of an order, a user or a shop: `GET /api/orders/events` */
  readonly listOrderEvents: {
    readonly parameters: {
      readonly order?: string | undefined;
      readonly customerId?: string | undefined;
      readonly sellerId?: string | undefined;
      readonly farmId?: string | undefined;
      /** Events of the stream without names, for `onmessage`. Implied by `farmId`. */
      readonly dialect?: "farm" | undefined;
      readonly after?: string | undefined;
      readonly limit?: number | undefined;
      /** With the caller’s own `customerId`: somebody looks, and no push messages are sent for 150 seconds */
      readonly focused?: "true" | "false" | undefined;
    };
    readonly result: OrderEventPage;
  };
  /** List the orders of a phase over all shops, longest in their status first: `GET /api/admin/orders` */
  readonly listOrdersInPhase: {
    readonly parameters: {
      readonly phase: "placed" | "confirmed" | "preparing" | "ready" | "in_transit" | "out_for_delivery" | "delivered" | "completed" | "delayed" | "exception" | "disputed" | "cancelled" | "returned" | "refunded" | "failed";
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly result: OrderList;
  };
  /** List the orders of a shop: `GET /api/orders/seller/{sellerId}` */
  readonly listSellerOrders: {
    readonly parameters: {
      readonly sellerId: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      readonly page?: number | undefined;
      /** One status, or several with commas between: any of them. */
      readonly status?: string | undefined;
      /** Truncated to 40 characters. */
      readonly paymentMethod?: string | undefined;
      readonly phase?: "placed" | "confirmed" | "preparing" | "ready" | "in_transit" | "out_for_delivery" | "delivered" | "completed" | "delayed" | "exception" | "disputed" | "cancelled" | "returned" | "refunded" | "failed" | undefined;
      /** A day is the whole day in `timezone`. A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
      readonly from?: string | undefined;
      /** A day is the whole day in `timezone`. A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27). */
      readonly to?: string | undefined;
      readonly timezone?: string | undefined;
      readonly sortBy?: "createdAt" | "status" | "totalAmount" | undefined;
      readonly sortOrder?: "asc" | "desc" | undefined;
    };
    readonly result: OrderList;
  };
  /** List the versions of a template, newest first: `GET /api/admin/notifications/templates/{id}/versions` */
  readonly listTemplateVersions: {
    readonly parameters: {
      readonly id: string;
      readonly limit?: number | undefined;
      readonly before?: number | undefined;
    };
    readonly result: ListTemplateVersionsResult;
  };
  /** List the templates of messages, built-in ones included: `GET /api/admin/notifications/templates` */
  readonly listTemplates: {
    readonly parameters: {
      /** A type of notification, or what is special about one: `held_at_counter`, `farm_confirmed`, `shop_…` */
      readonly type?: "order_created" | "order_confirmed" | "processing" | "shipped" | "out_for_delivery" | "delivered" | "delayed" | "exception" | "cancelled" | "returned" | "refunded" | "ready_for_pickup" | "preparing" | "completed" | "substitutions_needed" | "driver_assigned" | "store_new_order" | "order_reminder" | "dispute_opened" | "payment_failed" | "delivery_rescheduled" | "tracking_link" | "custom" | "farm_confirmed" | "held_at_counter" | "pickup_reminder" | "pickup_rescheduled" | "out_for_delivery_undated" | "still_delayed" | "digest" | "shop_update" | "shop_cancelled" | "shop_returned" | "shop_refunded" | "shop_completed" | "shop_exception" | "shop_dispute_opened" | "shop_reminder" | "shop_unscanned" | "driver_new_delivery" | "driver_cancelled" | "driver_update" | "support_reminder" | "support_exception" | "support_dispute_opened" | "support_requested" | "support_update" | undefined;
      readonly channel?: "email" | "in_app" | "push" | "sms" | "whatsapp" | undefined;
      readonly language?: "en" | "es" | "ro" | "ru" | undefined;
      readonly builtIn?: string | undefined;
    };
    readonly result: ListTemplatesResult;
  };
  /** List built-in and custom workflows: `GET /api/admin/workflows` */
  readonly listWorkflowDefinitions: {
    readonly parameters: {};
    readonly result: ListWorkflowsResult;
  };
  /** List the active workflows: `GET /api/workflows` */
  readonly listWorkflows: {
    readonly parameters: {};
    readonly result: DescribeWorkflowsResult;
  };
  /** Change the status of an order; with force, outside its workflow: `POST /api/admin/orders/{orderId}/status` */
  readonly moveOrder: {
    readonly parameters: {
      readonly orderId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: MoveOrderRequest;
    };
    readonly result: MoveOrderResult;
  };
  /** Send the customer of an order a message, or preview it: `POST /api/admin/orders/{orderId}/notify` */
  readonly notifyCustomer: {
    readonly parameters: {
      readonly orderId: string;
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: NotifyCustomerRequest;
    };
    readonly result: NotifyCustomerResult;
  };
  /** Open a dispute about the order: `POST /api/orders/{orderId}/dispute` */
  readonly openDispute: {
    readonly parameters: {
      readonly orderId: string;
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: OpenDisputeRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Agree to be written to over WhatsApp: `POST /api/notifications/whatsapp/opt-in` */
  readonly optInWhatsapp: {
    readonly parameters: {
      readonly body?: OptInWhatsappRequest;
    };
    readonly result: OptInWhatsappResult;
  };
  /** No longer be written to over WhatsApp: `POST /api/notifications/whatsapp/opt-out` */
  readonly optOutWhatsapp: {
    readonly parameters: {
      readonly body?: OptOutWhatsappRequest;
    };
    readonly result: OptInWhatsappResult;
  };
  /** Pause a message to many: `POST /api/admin/notifications/bulk-send/{jobId}/pause` */
  readonly pauseBulkSend: {
    readonly parameters: {
      readonly jobId: string;
    };
    readonly result: StartBulkSendResult;
  };
  /** Mark an item as prepared: `PUT /api/orders/{orderId}/items/{itemId}` */
  readonly prepareItem: {
    readonly parameters: {
      readonly orderId: string;
      readonly itemId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: PrepareItemRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Show the message that the caller gets next about an order of theirs: `GET /api/notifications/next` */
  readonly previewNextMessage: {
    readonly parameters: {
      /** An order of the caller's own; absent, their newest that is on its way. */
      readonly orderId?: string | undefined;
    };
    readonly result: PreviewNextMessageResult;
  };
  /** Render a template, or texts that are not stored yet, with a sample or a real order: `POST /api/admin/notifications/templates/{id}/preview` */
  readonly previewTemplate: {
    readonly parameters: {
      readonly id: string;
      readonly body?: PreviewTemplateRequest;
    };
    readonly result: PreviewTemplateResult;
  };
  /** Switch the polling of a carrier off or on: `PUT /api/admin/carriers/{carrier}` */
  readonly putCarrier: {
    readonly parameters: {
      readonly carrier: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: PutCarrierRequest;
    };
    readonly result: PutCarrierResult;
  };
  /** Ask couriers what they would bring the order for: `POST /api/orders/{orderId}/delivery-quotes` */
  readonly quoteDeliveries: {
    readonly parameters: {
      readonly orderId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body?: QuoteDeliveriesRequest;
    };
    readonly result: QuoteDeliveriesResult;
  };
  /** Mark all notifications in the caller's inbox as read: `POST /api/notifications/read-all` */
  readonly readAllNotifications: {
    readonly parameters: {
      readonly sellerId?: string | undefined;
    };
    readonly result: ReadAllNotificationsResult;
  };
  /** Mark a notification in the caller's inbox as read: `POST /api/notifications/{notificationId}/read` */
  readonly readNotification: {
    readonly parameters: {
      readonly notificationId: string;
      readonly sellerId?: string | undefined;
    };
    readonly result: ReadNotificationResult;
  };
  /** Show notifications on a device or in a browser: `POST /api/notifications/push/register-token` */
  readonly registerDevice: {
    readonly parameters: {
      readonly body: RegisterDeviceRequest;
    };
    readonly result: RegisterDeviceResult;
  };
  /** Register a parcel by its tracking number: `POST /api/orders/{orderId}/shipments` */
  readonly registerShipment: {
    readonly parameters: {
      readonly orderId: string;
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: RegisterShipmentRequest;
    };
    readonly result: RegisterShipmentResult;
  };
  /** No longer show notifications on one of them: `DELETE /api/notifications/devices/{deviceId}` */
  readonly removeDevice: {
    readonly parameters: {
      readonly deviceId: string;
      readonly sellerId?: string | undefined;
    };
    readonly result: RegisterDeviceResult;
  };
  /** Publish a new version of a workflow: `PUT /api/admin/workflows/{id}` */
  readonly replaceWorkflowDefinition: {
    readonly parameters: {
      readonly id: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: ReplaceWorkflowRequest;
    };
    readonly result: Workflow;
  };
  /** Report the position of the driver: `PUT /orders/tracking/{order_id}/location` */
  readonly reportLocation: {
    readonly parameters: {
      readonly order_id: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: ReportLocationRequest;
    };
    readonly result: ReportLocationResult;
  };
  /** Get a signed request by which the driver uploads a photo of the delivery: `POST /orders/tracking/{order_id}/photo-upload` */
  readonly requestPhotoUpload: {
    readonly parameters: {
      readonly order_id: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: RequestPhotoUploadRequest;
    };
    readonly result: RequestPhotoUploadResult;
  };
  /** Ask to return items of the order: `POST /api/orders/{orderId}/return-request` */
  readonly requestReturn: {
    readonly parameters: {
      readonly orderId: string;
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: RequestReturnRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Send a support request about the order: `POST /api/orders/{orderId}/support` */
  readonly requestSupport: {
    readonly parameters: {
      readonly orderId: string;
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: RequestSupportRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Request a link to an order by e-mail: `GET /api/orders/track` */
  readonly requestTrackingLink: {
    readonly parameters: {
      readonly number: string;
      readonly email?: string | undefined;
      readonly postcode?: string | undefined;
    };
    readonly result: RequestTrackingLinkResult;
  };
  /** Request another delivery date: `POST /api/orders/{orderId}/reschedule` */
  readonly rescheduleDelivery: {
    readonly parameters: {
      readonly orderId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: RescheduleDeliveryRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Resume a paused message to many: `POST /api/admin/notifications/bulk-send/{jobId}/resume` */
  readonly resumeBulkSend: {
    readonly parameters: {
      readonly jobId: string;
    };
    readonly result: StartBulkSendResult;
  };
  /** Send failed notifications of an order once more: `POST /api/admin/orders/{orderId}/notifications/retry` */
  readonly retryNotifications: {
    readonly parameters: {
      readonly orderId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body?: RetryNotificationsRequest;
    };
    readonly result: RetryNotificationsResult;
  };
  /** Revoke all tokens of a user: `POST /api/admin/users/{userId}/revoke-access` */
  readonly revokeAccess: {
    readonly parameters: {
      readonly userId: string;
      readonly body: RevokeAccessRequest;
    };
    readonly result: RevokeAccessResult;
  };
  /** Revoke all links to the order that were sent so far: `POST /api/orders/{orderId}/revoke-links` */
  readonly revokeLinks: {
    readonly parameters: {
      readonly orderId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body?: RevokeLinksRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Use another version of a template: an earlier one again, or a draft: `POST /api/admin/notifications/templates/{id}/rollback` */
  readonly rollbackTemplate: {
    readonly parameters: {
      readonly id: string;
      readonly body: RollbackTemplateRequest;
    };
    readonly result: CreateTemplateResult;
  };
  /** Set stock and availability of a managed listing: `PUT /api/admin/listings/{listingId}` */
  readonly saveListing: {
    readonly parameters: {
      readonly listingId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body?: PutListingRequest;
    };
    readonly result: Listing;
  };
  /** Replace what a shop says of itself: `PUT /api/shops/{shopId}` */
  readonly saveShop: {
    readonly parameters: {
      readonly shopId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: PutShopRequest;
    };
    readonly result: GetShopResult;
  };
  /** Find orders by number, tracking number, name, e-mail or product words: `GET /api/orders/search` */
  readonly searchOrders: {
    readonly parameters: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      readonly page?: number | undefined;
      readonly q: string;
    };
    readonly result: SearchOrdersResult;
  };
  /** Send the caller a test of a notification about an order of theirs: `POST /api/notifications/test` */
  readonly sendTestNotification: {
    readonly parameters: {
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      readonly body?: SendTestNotificationRequest;
    };
    readonly result: SendTestNotificationResult;
  };
  /** Set delivery preferences: `POST /api/orders/{orderId}/delivery-preferences` */
  readonly setDeliveryPreferences: {
    readonly parameters: {
      readonly orderId: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body: SetDeliveryPreferencesRequest;
    };
    readonly result: ChangedOrder;
  };
  /** Send the customers of a segment of orders a message, or count them: `POST /api/admin/notifications/bulk-send` */
  readonly startBulkSend: {
    readonly parameters: {
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      readonly body: StartBulkSendRequest;
    };
    readonly result: StartBulkSendResult;
  };
  /** Change the status of up to 1,000 orders: `POST /api/admin/orders/bulk-status` */
  readonly startBulkStatus: {
    readonly parameters: {
      /** Repeating a request with the same key and body within 24 hours returns the first response */
      readonly idempotencyKey?: string | undefined;
      readonly body: StartBulkStatusRequest;
    };
    readonly result: BulkJob;
  };
  /** Get the status and scans of a parcel, without personal data: `GET /api/orders/track/{trackingNumber}` */
  readonly trackParcel: {
    readonly parameters: {
      readonly trackingNumber: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
      /** The language of texts (`es`, `en`, `ro` or `ru`) as a case-insensitive BCP 47 tag, with `-` or `_`, or a list in order of preference. */
      readonly locale?: string | undefined;
      /** The version that the caller holds */
      readonly ifNoneMatch?: number | string | undefined;
    };
    readonly result: Tracking | undefined;
  };
  /** No longer show notifications on a device or in a browser: `DELETE /api/notifications/push/unregister-token` */
  readonly unregisterDevice: {
    readonly parameters: {
      readonly body: UnregisterDeviceRequest;
    };
    readonly result: RegisterDeviceResult;
  };
  /** Change how the caller wants to be notified: `PUT /api/notifications/preferences` */
  readonly updatePreferences: {
    readonly parameters: {
      /** Of a shop that the caller sells for, in place of their own. */
      readonly sellerId?: string | undefined;
      /** Of another person: for csr and admin. */
      readonly userId?: string | undefined;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body?: PutPreferencesRequest;
    };
    readonly result: GetPreferencesResult;
  };
  /** Store a new version of a template, or make it the default: `PUT /api/admin/notifications/templates/{id}` */
  readonly updateTemplate: {
    readonly parameters: {
      readonly id: string;
      /** The version that was read */
      readonly ifMatch?: number | string | undefined;
      readonly body?: UpdateTemplateRequest;
    };
    readonly result: CreateTemplateResult;
  };
  /** Send a code to a telephone, or confirm it: `POST /api/notifications/verify-phone` */
  readonly verifyPhone: {
    readonly parameters: {
      readonly body: VerifyPhoneRequest;
    };
    readonly result: VerifyPhoneResult;
  };
}
