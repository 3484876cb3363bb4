import { esWords } from '../../shared/i18n/words-es.ts';
import type { PageTexts } from './texts-shape.ts';

export const spanish: PageTexts = {
  ...esWords,
  language: 'es',
  order: 'Pedido',
  history: 'Lo que ha pasado hasta ahora',
  estimated: 'Entrega estimada:',
  progress: 'Progreso',
  unknown: 'Todavía no conocemos este número',
  unknownHint:
    'Comprueba que esté bien escrito. Un paquete nuevo puede tardar unas horas en aparecer: seguimos buscando.',
  failed: 'Ahora mismo no podemos cargar el estado. Lo seguimos intentando.',
  withoutNetwork: 'No tienes conexión. La página sigue sola cuando vuelva la red.',
  knownAt: 'Esto es lo que se sabía a las {{ when }}.',
  languages: 'Idioma',
  support: '¿Preguntas?',
  next: 'A continuación:',
  map: 'Ver en un mapa',
  yours: '¿Es tu pedido? Pide que te enviemos un enlace',
  withoutScript: 'Sin JavaScript esta página no se mueve sola: se vuelve a cargar cada minuto.',
  driver: 'Tu repartidor estaba aquí: {{ when }}',
  connecting: 'Conectando…',
  live: 'En directo',
  polling: 'Se actualiza cada pocos segundos',
  offline: 'Sin conexión',
  link: {
    ended: 'Este enlace ya no es válido',
    endedHint: 'Un enlace funciona durante unos meses y solo con su dirección completa. Puedes pedir uno nuevo.',
    title: 'Pide un enlace nuevo',
    orderNumber: 'Número de pedido',
    orderNumberHint: 'Como en tu confirmación, por ejemplo ORD-2026-001234',
    proof: 'Correo electrónico o código postal',
    proofHint: 'El correo con el que compraste, o el código postal de entrega',
    send: 'Enviarme el enlace',
    sending: 'Enviando…',
    accepted:
      'Si los datos corresponden a un pedido, un correo con su enlace va de camino a la dirección del pedido. Mira también en la carpeta de spam.',
    notUnderstood: 'Comprueba el número de pedido y el correo electrónico o código postal.',
    tooMany: 'Demasiadas solicitudes. Vuelve a intentarlo {{ when }}.',
    failed: 'No ha funcionado. Inténtalo de nuevo.',
  },
};
