import type { Catalog } from './catalog.ts';
import { esWords } from './words-es.ts';

export const es: Catalog = {
  ...esWords,
  notifications: {
    order_confirmed: {
      subject: 'Tu pedido {{ orderNumber }} está confirmado',
      headline: 'Tu pedido está confirmado',
      body: 'Gracias. Ya tenemos tu pedido y te avisaremos en cada paso.',
    },
    processing: {
      subject: 'Estamos con tu pedido {{ orderNumber }}',
      headline: 'Tu pedido está en proceso',
      body: 'El vendedor está preparando tu pedido para enviarlo.',
    },
    preparing: {
      subject: 'Tu pedido {{ orderNumber }} se está preparando',
      headline: 'Estamos preparando tu pedido',
      body: 'Ahora mismo estamos reuniendo y embalando tus artículos.',
    },
    shipped: {
      subject: 'Tu pedido {{ orderNumber }} ha salido',
      headline: 'Tu paquete está en camino',
      body: 'Tu pedido ha salido{% if carrier %} con {{ carrier }}{% endif %}. Síguelo en directo con el botón de abajo.',
    },
    out_for_delivery: {
      subject: 'Tu pedido {{ orderNumber }} llega hoy',
      headline: 'En reparto',
      body: 'Tu pedido está en el vehículo y llegará pronto. Comprueba que alguien pueda recibirlo.',
    },
    delivered: {
      subject: 'Tu pedido {{ orderNumber }} se ha entregado',
      headline: 'Entregado',
      body: 'Tu pedido ha llegado. Si no lo encuentras, mira los detalles o pide ayuda.',
    },
    delayed: {
      subject: 'Tu pedido {{ orderNumber }} llegará más tarde',
      headline: 'Tu pedido se retrasa',
      body: 'Lo sentimos: tu pedido tarda más de lo previsto. Lo seguimos de cerca y te avisaremos en cuanto se mueva.',
    },
    exception: {
      subject: 'Hay un problema con tu pedido {{ orderNumber }}',
      headline: 'Problema con la entrega',
      body: 'Algo impide la entrega. Abre el pedido para ver qué ha pasado y qué puedes hacer.',
    },
    cancelled: {
      subject: 'Tu pedido {{ orderNumber }} se ha cancelado',
      headline: 'Tu pedido se ha cancelado',
      body: 'No se enviará nada más. Si has pagado, recibirás el reembolso por el mismo medio de pago.',
    },
    returned: {
      subject: 'Tu pedido {{ orderNumber }} se ha devuelto',
      headline: 'Tu pedido se ha devuelto',
      body: 'Tu pedido ha vuelto al vendedor, que te escribirá sobre el reembolso o una nueva entrega.',
    },
    refunded: {
      subject: 'Hemos reembolsado tu pedido {{ orderNumber }}',
      headline: 'Tu reembolso está en camino',
      body: 'Hemos devuelto el dinero por el mismo medio de pago. Puede tardar unos días en aparecer.',
    },
    ready_for_pickup: {
      subject: 'Tu pedido {{ orderNumber }} está listo para recoger',
      headline: 'Listo para recoger',
      body: 'Tu pedido está preparado y te espera. Trae el número de pedido cuando vengas.',
    },
    completed: {
      subject: 'Tu pedido {{ orderNumber }} está completo',
      headline: 'Todo listo',
      body: 'Tu pedido está completo. Gracias por comprar con nosotros.',
    },
    substitutions_needed: {
      subject: 'Elige, por favor: un cambio en tu pedido {{ orderNumber }}',
      headline: 'Falta un artículo',
      body: 'La tienda propone un sustituto. Acéptalo o recházalo en unos minutos para que puedan seguir.',
    },
    driver_assigned: {
      subject: 'Un repartidor lleva tu pedido {{ orderNumber }}',
      headline: 'Ya tienes repartidor',
      body: 'Un repartidor va a recoger tu pedido.',
    },
    store_new_order: {
      subject: 'Nuevo pedido {{ orderNumber }}',
      headline: 'Tienes un pedido nuevo',
      body: 'Confírmalo, por favor, para que el cliente sepa que lo has visto.',
    },
    order_reminder: {
      subject: 'Recordatorio sobre tu pedido {{ orderNumber }}',
      headline: 'No olvides tu pedido',
      body: 'Tu pedido espera su próximo paso.',
    },
    dispute_opened: {
      subject: 'Una reclamación sobre el pedido {{ orderNumber }}',
      headline: 'Se ha abierto una reclamación',
      body: 'Tenemos el caso y escucharemos a las dos partes. Te informaremos de cada paso.',
    },
    payment_failed: {
      subject: 'El pago del pedido {{ orderNumber }} ha fallado',
      headline: 'El pago no se ha realizado',
      body: 'No se ha cobrado nada. Inténtalo de nuevo o elige otra forma de pago.',
    },
    delivery_rescheduled: {
      subject: 'Nueva fecha de entrega del pedido {{ orderNumber }}',
      headline: 'Tu entrega tiene nueva fecha',
      body: 'Tu entrega se ha cambiado. La nueva fecha está más abajo.',
    },
    tracking_link: {
      subject: 'Tu enlace al pedido {{ orderNumber }}',
      headline: 'Aquí tienes tu enlace',
      body: 'Tú, o alguien que conoce tu pedido, pidió este enlace. Abre tu pedido sin contraseña: no lo compartas.',
    },
    custom: {
      subject: 'Sobre tu pedido {{ orderNumber }}',
      headline: 'Novedades de tu pedido',
      body: 'Hay novedades sobre tu pedido. Ábrelo para leer más.',
    },
  },
  variants: {
    held_at_counter: {
      subject: 'Recoge tu paquete del pedido {{ orderNumber }}',
      headline: 'Puedes recoger tu paquete',
      body: '{% if carrier %}{{ carrier }}{% else %}El transportista{% endif %} guarda tu paquete en su punto de recogida. Lleva un documento de identidad{% if trackingNumber %} y el número {{ trackingNumber }}{% endif %}.',
    },
    pickup_reminder: {
      subject: 'Recuerda recoger tu pedido {{ orderNumber }}',
      headline: 'Tu pedido te espera',
      body: 'Tu pedido está preparado. Abajo verás cuándo, dónde y cómo recogerlo. Trae el número de pedido cuando vengas.',
    },
    pickup_rescheduled: {
      subject: 'Nueva hora de recogida del pedido {{ orderNumber }}',
      headline: 'Tu recogida tiene nueva hora',
      body: 'La hora de recogida de tu pedido ha cambiado. La nueva está más abajo.',
    },
    out_for_delivery_undated: {
      subject: 'Tu pedido {{ orderNumber }} está en reparto',
      headline: 'En reparto',
      body: 'Tu pedido está en el vehículo y llegará pronto. Comprueba que alguien pueda recibirlo.',
    },
  },
  events: {
    order_created: 'Pedido realizado',
    status_changed: 'Cambio de estado',
    shipment_registered: 'Paquete registrado',
    parcel_scanned: 'Paquete escaneado',
    delivery_attempted: 'Intento de entrega',
    estimated_delivery_changed: 'Nueva entrega estimada',
    item_prepared: 'Artículo preparado',
    driver_assigned: 'Repartidor asignado',
    substitutions_proposed: 'Sustituto propuesto',
    substitutions_answered: 'Sustituto respondido',
    delivery_preferences_set: 'Preferencias de entrega',
    delivery_rescheduled: 'Entrega aplazada',
    address_changed: 'Dirección cambiada',
    support_requested: 'Ayuda solicitada',
    feedback_given: 'Opinión recibida',
    delivery_proven: 'Comprobante de entrega añadido',
    payment_recorded: 'Pago registrado',
    store_acknowledged: 'Visto por la tienda',
    deadline_passed: 'Venció un plazo',
    scan_unplaceable: 'Novedad del transportista',
  },
  email: {
    greeting: 'Hola, {{ name }}:',
    greetingWithoutName: 'Hola:',
    order: 'Pedido',
    parcel: 'Paquete',
    status: 'Estado',
    estimatedDelivery: 'Entrega estimada',
    pickupPlace: 'Dónde recogerlo',
    pickupAt: 'Cuándo recogerlo',
    pickupSince: 'Disponible desde',
    pickupHours: 'Horario',
    pickupInstructions: 'Indicaciones',
    items: 'Artículos',
    button: 'Seguir tu pedido',
    footer: 'Recibes este mensaje porque hiciste un pedido. Cuenta su progreso y nada más.',
  },
};
