"""Returns over REST. Source: Adobe Commerce, module-rma/etc/webapi.xml."""
