//! What a wallet sees: the SDK's extension and nothing else.

use super::*;
use crate::ChargeQuota;
use codec::{Decode, Encode};
use pallet_transaction_payment::ChargeTransactionPayment;
use scale_info::TypeInfo;
use sp_runtime::traits::TransactionExtension;

type Inner = ChargeTransactionPayment<Test>;

type Ours = ChargeQuota<Test>;

/// Failure: wallets refuse to sign with an extension that they do not know.
#[test]
fn name_and_types_are_those_of_the_sdks_extension() {
	let name = <Inner as TransactionExtension<RuntimeCall>>::IDENTIFIER;
	assert_eq!(<Ours as TransactionExtension<RuntimeCall>>::IDENTIFIER, name);
	let shown = |metadata: Vec<sp_runtime::traits::TransactionExtensionMetadata>| {
		metadata
			.into_iter()
			.map(|one| (one.identifier, one.ty.type_info(), one.implicit.type_info()))
			.collect::<Vec<_>>()
	};
	assert_eq!(
		shown(<Ours as TransactionExtension<RuntimeCall>>::metadata()),
		shown(<Inner as TransactionExtension<RuntimeCall>>::metadata()),
	);
	assert_eq!(Ours::type_info(), Inner::type_info());
	let (ours, inner) = (scale_info::meta_type::<Ours>(), scale_info::meta_type::<Inner>());
	assert_eq!(ours, inner, "one type in the registry");
}

#[test]
fn it_encodes_as_the_sdks_extension_does() {
	for tip in [0, 1, 63, 64, 1_000_000, u64::MAX] {
		let (ours, inner) = (Ours::from(tip), Inner::from(tip));
		assert_eq!(ours.encode(), inner.encode(), "not a byte more");
		assert_eq!(Ours::decode(&mut &inner.encode()[..]), Ok(ours.clone()));
		assert_eq!(format!("{ours:?}"), format!("{inner:?}"));
	}
	assert_eq!(TransactionExtension::<RuntimeCall>::implicit(&Ours::from(1)), Ok(()));
}
