"""Addresses of sending out in the shell."""

from django.urls import path

from workflow.admin.dispatches import acts, dispatch_page, listing, papers

ONE = "keluar/kirim/<uuid:dispatch_id>/"

urlpatterns = [
    path("keluar/kirim/", listing.dispatch_list, name="dispatch_list"),
    path("keluar/kirim/ekspedisi.pdf", papers.delivery_book, name="delivery_book"),
    path("keluar/kirim/label.pdf", papers.labels, name="dispatch_labels"),
    path("keluar/kirim/beberapa/", acts.send_many, name="dispatch_send_many"),
    path(ONE, dispatch_page.dispatch_read, name="dispatch_read"),
    path(f"{ONE}kirim/", acts.send, name="dispatch_send"),
    path(f"{ONE}kirim-ulang/", acts.resend, name="dispatch_resend"),
    path(f"{ONE}serah/", acts.hand_over, name="dispatch_hand_over"),
    path(f"{ONE}kembali/", acts.bounce, name="dispatch_bounce"),
    path(f"{ONE}tarik/", acts.revoke, name="dispatch_revoke"),
    path(f"{ONE}label.pdf", papers.label, name="dispatch_label"),
    path(f"{ONE}pengantar.pdf", papers.cover, name="dispatch_cover"),
    path(f"{ONE}srikandi.zip", papers.package, name="dispatch_package"),
    path(f"{ONE}bukti/", dispatch_page.proof, name="dispatch_proof"),
]
