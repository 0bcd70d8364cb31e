-- The triggers of V1 are the owner's, who can switch them off; the service itself has never had the right.
revoke update, delete, truncate on event, announcement from "${application}";
