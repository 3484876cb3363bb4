"""A payment event, signed by the reference library of Standard Webhooks.

Takes the address of the API, the secret of the payment service and the id of an order.
"""

import datetime
import json
import sys
import uuid

import httpx
from standardwebhooks import Webhook

base_url, secret, order_id = sys.argv[1:4]
now = datetime.datetime.now(tz=datetime.timezone.utc)
message_id = f"msg_{uuid.uuid4().hex}"
body = json.dumps({"type": "payment.confirmed", "orderId": order_id, "occurredAt": now.isoformat()})
response = httpx.post(
    f"{base_url}/api/webhooks/payments",
    content=body,
    headers={
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, now, body),
    },
)
if response.status_code != 200:
    raise SystemExit(f"{response.status_code} {response.text}")
print(response.text)
