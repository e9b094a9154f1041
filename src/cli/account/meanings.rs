//! What codes of services mean and what to do, where the services' own words do not say.

/// Sorted.
///
/// Source: the errors of each operation that Ordain calls and "Common Errors", API references of
/// Systems Manager, EventBridge, AWS Config, Resource Groups, IAM and STS. `tests/judges/codes.py`
/// asks botocore's models whether one is missing.
const MEANINGS: [(&str, &str); 129] = [
    ("AccessDenied", "the credentials may not do this"),
    ("AccessDeniedException", "the credentials may not do this"),
    ("AlreadyExistsException", "it is there already"),
    ("AssociatedInstances", "an association still runs the document: delete that first"),
    (
        "AssociationAlreadyExists",
        "an association of this document with these targets is there already",
    ),
    ("AssociationDoesNotExist", "the association is gone: plan anew"),
    ("AssociationLimitExceeded", "the account has as many associations as it may have"),
    (
        "AssociationVersionLimitExceeded",
        "the association has been changed as often as it may be: delete it, and deploy again",
    ),
    ("AuthorizationError", "the credentials may not do this"),
    (
        "AutomationDefinitionNotFoundException",
        "there is no runbook of this name in the account and Region",
    ),
    ("AutomationDefinitionVersionNotFoundException", "the runbook has no such version"),
    (
        "AutomationExecutionLimitExceededException",
        "as many runbooks run as may: try again when some have ended",
    ),
    ("AutomationExecutionNotFoundException", "there is no such run"),
    ("BadRequestException", "the service does not take the request as it stands"),
    ("ConcurrentModification", "somebody else changes it right now: try again"),
    ("ConcurrentModificationException", "somebody else changes it right now: try again"),
    ("DeleteConflict", "something is still attached to it: take that off first"),
    ("DocumentAlreadyExists", "a document of this name is there already"),
    ("DocumentLimitExceeded", "the account has as many documents as it may have"),
    ("DocumentPermissionLimit", "the document is shared with as many accounts as it may be"),
    (
        "DocumentVersionLimitExceeded",
        "the document has as many versions as it may have: delete some, or set `[deploy] keep_versions`",
    ),
    ("DoesNotExistException", "it is gone: plan anew"),
    ("DuplicateDocumentContent", "a version has this content already"),
    (
        "DuplicateDocumentVersionName",
        "another content has this `version_name`: give the new one another",
    ),
    ("DuplicateInstanceId", "a node is named twice"),
    ("EntityAlreadyExists", "it is there already"),
    ("ExpiredToken", "the credentials have expired: sign in again"),
    ("ExpiredTokenException", "the credentials have expired: sign in again"),
    (
        "FeatureNotAvailableException",
        "the account has nothing that the task of the window may do so with",
    ),
    ("ForbiddenException", "the credentials may not do this"),
    ("HierarchyLevelLimitExceededException", "the name of the parameter has more than 15 levels"),
    ("HierarchyTypeMismatchException", "the parameter does not change its type: delete it first"),
    (
        "IdempotentParameterMismatch",
        "the same token came with another request before: deploy again",
    ),
    ("IncompatiblePolicyException", "these policies of the parameter do not go together"),
    ("InsufficientPermissionsException", "a role that is passed on may not do this"),
    ("InternalException", "an error on the side of AWS: try again"),
    ("InternalFailure", "an error on the side of AWS: try again"),
    ("InternalServerError", "an error on the side of AWS: try again"),
    ("InternalServerErrorException", "an error on the side of AWS: try again"),
    ("InternalServiceException", "an error on the side of AWS: try again"),
    ("InvalidAllowedPatternException", "the pattern of the parameter is no regular expression"),
    ("InvalidAssociationVersion", "the association has no such version"),
    ("InvalidAutomationExecutionParametersException", "the runbook does not take these parameters"),
    (
        "InvalidClientTokenId",
        "no such access key: look at the profile and the environment, and whether the account has switched this Region on",
    ),
    ("InvalidCommandId", "there is no such run"),
    (
        "InvalidDocument",
        "the account and Region have no document of this name, or not of this kind",
    ),
    ("InvalidDocumentContent", "the service does not take the content"),
    (
        "InvalidDocumentOperation",
        "a document that is shared, or its default version, cannot be deleted",
    ),
    ("InvalidDocumentSchemaVersion", "the kind of the document does not take this `schemaVersion`"),
    ("InvalidDocumentVersion", "the document has no such version"),
    ("InvalidEventPatternException", "the pattern of the rule is none"),
    ("InvalidFilterKey", "the service does not know the filter"),
    ("InvalidFilterOption", "the service does not know the option of the filter"),
    ("InvalidFilterValue", "the service does not take the value of the filter"),
    ("InvalidInput", "the service does not take the request as it stands"),
    ("InvalidInstanceId", "a node is not there, or does not answer to Systems Manager"),
    ("InvalidInstanceInformationFilterValue", "the service does not take the value of the filter"),
    ("InvalidKeyId", "the KMS key is not there, is switched off, or may not be used"),
    ("InvalidLimitException", "the service does not take so many at a time"),
    ("InvalidNextToken", "a list changed while it was read: try again"),
    ("InvalidNextTokenException", "a list changed while it was read: try again"),
    ("InvalidNotificationConfig", "the role or the topic for notifications does not fit"),
    ("InvalidOutputFolder", "the bucket for the output is not there, or may not be written"),
    ("InvalidOutputLocation", "the bucket for the output is not there, or may not be written"),
    ("InvalidParameterException", "the service does not take a value"),
    ("InvalidParameterValueException", "the service does not take a value"),
    ("InvalidParameters", "the document does not take these parameters"),
    ("InvalidPermissionType", "a document is only shared"),
    (
        "InvalidPolicyAttributeException",
        "a policy of the parameter has a value that it does not take",
    ),
    ("InvalidPolicyTypeException", "the service does not know the policy of the parameter"),
    ("InvalidResourceId", "it is gone: plan anew"),
    ("InvalidResourceType", "a thing of this kind has no tags"),
    ("InvalidRole", "the role is not there, or Systems Manager may not assume it"),
    ("InvalidSchedule", "the schedule is none"),
    (
        "InvalidSignatureException",
        "the secret key does not belong to the access key, or the clock of this machine is wrong",
    ),
    ("InvalidTag", "the service does not take the key or the value of a tag"),
    ("InvalidTarget", "the targets are not there, or are too many"),
    ("InvalidTargetMaps", "the maps of targets do not fit the document"),
    ("InvalidUpdate", "the association cannot be changed so: delete it, and deploy again"),
    ("LimitExceeded", "the account has as many of these as it may have"),
    ("LimitExceededException", "the account has as many of these as it may have"),
    ("MalformedPolicyDocument", "the service does not take the policy"),
    ("ManagedRuleException", "a service of AWS made the rule and manages it"),
    ("MaxDocumentSizeExceeded", "the document is larger than the service takes"),
    ("MethodNotAllowedException", "the service does not take the request for this thing"),
    ("NoLongerSupportedException", "the service no longer takes this"),
    (
        "NoSuchConfigRuleException",
        "AWS Config has no such rule in this Region: it has to be there first",
    ),
    ("NoSuchEntity", "it is gone: plan anew"),
    ("NoSuchRemediationConfigurationException", "the remediation is gone: plan anew"),
    ("NotAuthorized", "the credentials may not do this"),
    ("NotFoundException", "it is gone: plan anew"),
    ("OptInRequired", "the account has not switched this Region or service on"),
    ("PaginationTokenExpiredException", "a list took too long to read: try again"),
    ("ParameterAlreadyExists", "a parameter of this name is there already"),
    ("ParameterLimitExceeded", "the account has as many parameters as it may have"),
    ("ParameterMaxVersionLimitExceeded", "the oldest version of the parameter has a label"),
    ("ParameterNotFound", "the parameter is gone: plan anew"),
    ("ParameterPatternMismatchException", "the value does not match the pattern of the parameter"),
    ("ParameterVersionNotFound", "the parameter has no such version"),
    ("PoliciesLimitExceededException", "a parameter has ten policies at most"),
    ("PolicyNotAttachable", "the policy is for a role of AWS only"),
    ("RegionDisabledException", "the account has not switched this Region on"),
    (
        "RemediationInProgressException",
        "the remediation runs right now: try again when it has ended",
    ),
    ("RequestExpired", "the clock of this machine is wrong"),
    ("RequestLimitExceeded", "the account is called too often: try again later"),
    ("ResourceDataSyncAlreadyExistsException", "a data sync of this name is there already"),
    (
        "ResourceDataSyncConflictException",
        "somebody else changes the data sync right now: try again",
    ),
    ("ResourceDataSyncCountExceededException", "the account has as many data syncs as it may have"),
    (
        "ResourceDataSyncInvalidConfigurationException",
        "the data sync does not fit: look at its bucket and Region",
    ),
    ("ResourceDataSyncNotFoundException", "the data sync is gone: plan anew"),
    ("ResourceInUseException", "something still uses it: take that away first"),
    ("ResourceLimitExceededException", "the account has as many of these as it may have"),
    ("ResourceNotFoundException", "it is gone: plan anew"),
    ("ServiceFailure", "an error on the side of AWS: try again"),
    ("ServiceUnavailable", "an error on the side of AWS: try again"),
    (
        "SignatureDoesNotMatch",
        "the secret key does not belong to the access key, or the clock of this machine is wrong",
    ),
    ("TargetInUseException", "a task of the window still uses the target"),
    ("ThrottledException", "the account is called too often: try again later"),
    ("ThrottlingException", "the account is called too often: try again later"),
    ("TooManyRequestsException", "the account is called too often: try again later"),
    ("TooManyTagsError", "a thing has 50 tags at most"),
    ("TooManyTagsException", "a thing has 50 tags at most"),
    ("TooManyUpdates", "it was changed too often in a short time: try again later"),
    ("UnauthorizedOperation", "the credentials may not do this"),
    ("UnmodifiableEntity", "a service of AWS made it and manages it"),
    (
        "UnrecognizedClientException",
        "no such access key in this Region: look at the profile, and whether the account has switched the Region on",
    ),
    ("UnsupportedParameterType", "a parameter is a String, a StringList or a SecureString"),
    ("UnsupportedPlatformType", "the document does not run on the systems of these nodes"),
    ("ValidationException", "the service does not take a value"),
];

/// What a code means.
pub(super) fn meaning(code: &str) -> Option<&'static str> {
    let place = MEANINGS.binary_search_by(|(known, _)| (*known).cmp(code)).ok()?;
    MEANINGS.get(place).map(|(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests {
    #[test]
    fn meanings_are_sorted() {
        assert!(super::MEANINGS.is_sorted_by_key(|(code, _)| code));
    }
}
