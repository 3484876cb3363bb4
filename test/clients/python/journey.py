"""An order from payment to doorstep by a client generated with openapi-python-client.

Takes the address of the API, and tokens of the shop's backend, the seller and the buyer.
"""

import json
import sys
import uuid

from wismo_client import AuthenticatedClient
from wismo_client.api.orders import change_order_status, create_order, get_order_status, register_shipment
from wismo_client.models import (
    ChangeOrderStatusRequest,
    CreatedOrder,
    CreateOrderCheckoutData,
    CreateOrderCheckoutDataCustomer,
    CreateOrderCheckoutDataItem,
    CreateOrderPaymentResult,
    CreateOrderRequest,
    OrderStatus,
    Problem,
    RegisterShipmentRequest,
)

base_url, system, seller, buyer = sys.argv[1:5]


def client_of(token: str) -> AuthenticatedClient:
    return AuthenticatedClient(base_url=base_url, token=token)


def expect(kind, value):
    """The value, when it is of the kind; else the problem as an error."""
    if not isinstance(value, kind):
        raise SystemExit(f"Expected {kind.__name__}, got {value}")
    return value


order = CreateOrderRequest(
    payment_result=CreateOrderPaymentResult(success=True, payment_method="card"),
    checkout_data=CreateOrderCheckoutData(
        buyer_id="typed-buyer",
        seller_id="typed-shop",
        items=[CreateOrderCheckoutDataItem(name="Olive oil", quantity="2", unit_price="12.50")],
        total_amount="25.00",
        currency="EUR",
        customer=CreateOrderCheckoutDataCustomer(name="Ana", email="ana@example.com"),
    ),
)
created = create_order.sync(client=client_of(system), body=order, idempotency_key=str(uuid.uuid4()))
order_id = expect(CreatedOrder, created).order.id

shop = client_of(seller)
for status in ("confirmed", "processing"):
    moved = change_order_status.sync(order_id, client=shop, body=ChangeOrderStatusRequest(status=status))
    if isinstance(moved, Problem) or moved is None:
        raise SystemExit(f"Not moved to {status}: {moved}")
shipped = register_shipment.sync_detailed(
    order_id, client=shop, body=RegisterShipmentRequest(tracking_number="1Z999AA10123456784")
)
if shipped.status_code != 201:
    raise SystemExit(f"No shipment: {shipped.parsed}")

refused = change_order_status.sync(order_id, client=shop, body=ChangeOrderStatusRequest(status="pending"))
problem = expect(Problem, refused)
status = expect(OrderStatus, get_order_status.sync(order_id, client=client_of(buyer)))
print(
    json.dumps(
        {
            "orderId": order_id,
            "statuses": [entry.status for entry in status.history],
            "refused": problem.code,
        }
    )
)
